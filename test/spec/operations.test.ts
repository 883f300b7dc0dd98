import { describe, expect, it } from 'vitest'
import { apiVersions, compareVersions, existsIn, operations, unpublished } from '../../spec/index.ts'

const rows = Object.entries(operations)

function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')
}

describe('operations', () => {
  it('are the 108 published ones and the 14 routes beside them', () => {
    expect(rows.filter(([, operation]) => operation.published)).toHaveLength(108)
    expect([...unpublished].sort()).toEqual([
      'BuildCancel',
      'CheckpointCreate',
      'CheckpointDelete',
      'CheckpointList',
      'DebugPprofCmdline',
      'DebugPprofIndex',
      'DebugPprofNamed',
      'DebugPprofProfile',
      'DebugPprofSymbol',
      'DebugPprofTrace',
      'DebugVars',
      'Grpc',
      'NetworkListSlash',
      'SystemOptions',
    ])
  })

  it('are known by their own name', () => {
    for (const [id, operation] of rows) expect(operation.id).toBe(id)
  })

  it('declare every parameter of their path, and no other', () => {
    for (const [id, { path, parameters }] of rows) {
      const declared = parameters.filter(parameter => parameter.in === 'path').map(parameter => parameter.name)
      expect(declared.sort(), id).toEqual(pathNames(path).sort())
    }
  })

  it('have no two routes that cannot be told apart', () => {
    const routes = rows.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([])
  })

  it('name no parameter twice in one version', () => {
    for (const version of apiVersions) {
      for (const [id, { parameters }] of rows) {
        const present = parameters.filter(({ since, until }) => existsIn(version, since, until))
        const names = present.map(parameter => `${parameter.in} ${parameter.name}`)
        expect(new Set(names).size, `${id} at ${version}`).toBe(names.length)
      }
    }
  })

  it('give repeated parameters a list, and only those', () => {
    for (const [id, { parameters }] of rows) {
      for (const { name, style, schema } of parameters) {
        expect(schema.type === 'array', `${id} ${name}`).toBe(style !== 'single')
      }
    }
  })

  it('give a version range that runs forwards', () => {
    for (const [id, operation] of rows) {
      for (const { since = '1.24', until = '1.56' } of [operation, ...operation.parameters]) {
        expect(apiVersions, id).toContain(since)
        expect(apiVersions, id).toContain(until)
        expect(compareVersions(since, until), id).toBeLessThanOrEqual(0)
      }
    }
  })

  it('say how they succeed', () => {
    for (const [id, { replies }] of rows) {
      expect(
        Object.keys(replies).some(status => Number(status) < 300),
        id,
      ).toBe(true)
    }
  })

  it('describe JSON bodies by a schema, and bytes by none', () => {
    for (const [id, { body }] of rows) {
      if (!body) continue
      expect(body.contentTypes.includes('application/json'), id).toBe(body.schema !== undefined)
    }
  })
})
