import { expect, test } from 'vitest'
import { type OperationId, operations } from '../../../spec/index.ts'
import { findingsOf } from '../../../src/server/journal/validate.ts'

const findings = (id: OperationId, query: string, body?: unknown, version = '1.51') =>
  findingsOf(operations[id], version, new URLSearchParams(query), body)

test.each<[OperationId, string, unknown, string[]]>([
  ['ContainerList', 'all=1&limit=5&filters=%7B%7D', undefined, []],
  ['ContainerList', 'al=1', undefined, ['query parameter al is unknown to ContainerList; closest: all']],
  ['ContainerList', 'limit=many', undefined, ['query parameter limit is no integer: "many"']],
  ['ContainerList', 'all=yes', undefined, ['query parameter all is no boolean: "yes"']],
  ['ContainerList', 'filters=x', undefined, ['query parameter filters is no JSON: "x"']],
  ['ContainerArchive', '', undefined, ['query parameter path is missing']],
  ['ContainerCreate', '', { Image: 'busybox', HostConfig: { Binds: ['/a:/b'], AutoRemove: true } }, []],
  ['ContainerCreate', '', { Image: null, Labels: { any: 'thing' } }, []],
  ['ContainerCreate', '', { Imge: 'busybox' }, ['body.Imge is unknown; closest: Image']],
  ['ContainerCreate', '', { image: 'busybox' }, ['body.image is spelled Image']],
  ['ContainerCreate', '', { Image: 3 }, ['body.Image is string, not integer']],
  ['ContainerCreate', '', { HostConfig: { Binds: '/a:/b' } }, ['body.HostConfig.Binds is array, not string']],
  ['ContainerCreate', '', { Env: ['A=1', 2] }, ['body.Env[1] is string, not integer']],
  ['ContainerCreate', '', [], ['body is object, not array']],
])('%s?%s with %j: %j', (id, query, body, expected) => {
  expect(findings(id, query, body)).toEqual(expected)
})

test('what an API version does not have is said with the version', () => {
  expect(findings('ImageList', 'manifests=1', undefined, '1.43')).toEqual([
    'query parameter manifests is not there before API 1.47, and 1.43 was asked',
  ])
  const body = { HostConfig: { Annotations: { a: 'b' } } }
  expect(findings('ContainerCreate', '', body, '1.42')).toEqual([
    'body.HostConfig.Annotations is not there before API 1.43, and 1.42 was asked',
  ])
})
