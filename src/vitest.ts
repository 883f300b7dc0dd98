/** `mockerd/vitest`: the requirements of the conformance suite as tests. */
export { type DescribeConformanceOptions, describeConformance } from './vitest/describe-conformance.ts'
