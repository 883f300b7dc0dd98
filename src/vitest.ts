/**
 * `mockerd/vitest`: a fresh daemon for each test, matchers that look into it, and the conformance suite as tests.
 *
 * @module mockerd/vitest
 */
export { type DescribeConformanceOptions, describeConformance } from './vitest/describe-conformance.ts'
export { type DockerFixture, dockerFixture, test } from './vitest/fixture.ts'
export { matchers } from './vitest/matchers.ts'
