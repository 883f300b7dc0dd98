import { describe, expect, test } from 'vitest'
import { routeOf } from '../../src/conformance/route.ts'

describe('the route of a request', () => {
  test.each([
    ['GET', '/v1.55/containers/json?all=1', 'ContainerList'],
    ['GET', '/containers/json/json', 'ContainerInspect'],
    ['GET', '/v1.55/networks/', 'NetworkList'],
    ['DELETE', '/v1.55/containers/one/checkpoints/two', 'CheckpointDelete'],
    ['DELETE', '/v1.55/images/registry/name:tag', 'ImageDelete'],
    ['HEAD', '/_ping', 'SystemPingHead'],
    ['GET', '/v1.55/nothing', undefined],
    ['PATCH', '/v1.55/networks', undefined],
  ])('%s %s is %s', (method, target, operation) => {
    expect(routeOf(method, target)?.operation).toBe(operation)
  })

  test('has the parameters decoded, and the version that is asked for', () => {
    const route = routeOf('GET', '/v1.44/images/registry%3A5000/a/b%20c/json?manifests=1')
    expect(route).toMatchObject({ path: { name: 'registry:5000/a/b c' }, version: '1.44' })
    expect(route?.query.get('manifests')).toBe('1')
    expect(routeOf('GET', '/info')).not.toHaveProperty('version')
  })

  test('takes what cannot be decoded as it is', () => {
    expect(routeOf('GET', '/containers/%zz/json')?.path).toEqual({ id: '%zz' })
  })
})
