import { describe, expect, it } from 'vitest'
import { apiVersions, compareVersions, refName, type Schema, schemas } from '../../spec/index.ts'
import { everySchema } from './walk.ts'

const named: Readonly<Record<string, Schema>> = schemas

describe('schemas', () => {
  it('refer only to names there are', () => {
    for (const [path, schema] of everySchema()) {
      if (schema.$ref) expect(named, path).toHaveProperty([refName(schema.$ref)])
    }
  })

  it('give a version range that runs forwards', () => {
    for (const [path, schema] of everySchema()) {
      const since = schema['x-since'] ?? '1.24'
      const until = schema['x-until'] ?? '1.56'
      expect(apiVersions, path).toContain(since)
      expect(apiVersions, path).toContain(until)
      expect(compareVersions(since, until), path).toBeLessThanOrEqual(0)
    }
  })

  it('require only properties they have', () => {
    for (const [path, schema] of everySchema()) {
      for (const name of schema.required ?? []) expect(schema.properties, path).toHaveProperty([name])
    }
  })

  it('do not contain themselves', () => {
    const visit = (name: string, above: readonly string[]): void => {
      expect(above).not.toContain(name)
      for (const target of JSON.stringify(named[name]).matchAll(/"\$ref":"[^"]*\/(\w+)"/g)) {
        visit(target[1] ?? '', [...above, name])
      }
    }
    for (const name of Object.keys(named)) visit(name, [])
  })
})
