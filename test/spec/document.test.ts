import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { apiVersions, document } from '../../spec/index.ts'

const sample = ['1.24', '1.30', '1.41', '1.44', '1.48', '1.52', '1.56'] as const

function operationIds(version: string): string[] {
  const items = Object.values(document(version).paths ?? {})
  return items.flatMap(item =>
    Object.values(item ?? {}).map(operation => (operation as { operationId: string }).operationId),
  )
}

describe('document', () => {
  it.each(sample)('has schemas that ajv compiles, at %s', version => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const described = document(version)
    ajv.addSchema(JSON.parse(JSON.stringify({ $id: 'engine', ...described })))
    for (const name of Object.keys(described.components?.schemas ?? {})) {
      expect(() => ajv.compile({ $ref: `engine#/components/schemas/${name}` }), name).not.toThrow()
    }
    for (const [path, item] of Object.entries(described.paths ?? {})) {
      for (const [method, { responses }] of Object.entries<{ responses?: object }>(JSON.parse(JSON.stringify(item)))) {
        for (const status of Object.keys(responses ?? {})) {
          const at = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
          const pointer = at.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
          if (at.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], described)) {
            expect(() => ajv.compile({ $ref: `engine#/${pointer}` }), `${method} ${path} ${status}`).not.toThrow()
          }
        }
      }
    }
  })

  it('has no version keys and no loose references in any version', () => {
    for (const version of apiVersions) {
      const described = document(version)
      const text = JSON.stringify(described)
      expect(text).not.toMatch(/"x-(since|until)"/)
      for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
        expect(described.components?.schemas, `${name} at ${version}`).toHaveProperty([name ?? ''])
      }
    }
  })

  it('has the operations of its version', () => {
    expect(operationIds('1.56')).toHaveLength(108)
    expect(operationIds('1.54')).not.toContain('ImageAttestations')
    expect(operationIds('1.55')).toContain('ImageAttestations')
    expect(operationIds('1.41')).not.toContain('VolumeUpdate')
  })

  it('has the routes that are in no published description only when asked', () => {
    expect(operationIds('1.56')).not.toContain('Grpc')
    const asked = JSON.stringify(document('1.56', { unpublished: true }).paths)
    expect(asked).toContain('"operationId":"Grpc"')
    expect(asked).toContain('"name":"buildid"')
  })

  it('spells out what a version has not named yet', () => {
    const older = JSON.stringify(document('1.51').paths?.['/networks'])
    const newer = JSON.stringify(document('1.52').paths?.['/networks'])
    expect(older).toContain('"Containers"')
    expect(newer).toContain('#/components/schemas/NetworkSummary')
  })
})
