import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refTo, type Schema, type SchemaName, schemas } from '../../../spec/index.ts'
import { projectSchema } from '../../../spec/project.ts'
import { misfitsOf } from '../../../src/conformance/monitor/schema.ts'

const asked = '1.51'
const versions = { asked, newest: asked }
const misfits = (value: unknown, schema: Schema) =>
  misfitsOf(value, schema, versions).map(({ kind, path }) => `${kind} ${path}`)

const port: Schema = {
  type: 'object',
  required: ['Port'],
  properties: {
    Port: { type: 'integer', minimum: 0, maximum: 65535 },
    Type: { type: 'string', enum: ['tcp', 'udp'] },
    Since: { type: 'string', format: 'date-time' },
    Names: { type: 'array', items: { type: 'string' } },
    Labels: { type: 'object', additionalProperties: { type: 'string' } },
    Old: { type: 'string', 'x-until': '1.40' },
    New: { type: 'string', 'x-since': '1.52' },
  },
}

describe('a value', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['fits', { Port: 1, Type: 'tcp', Since: '2026-01-02T03:04:05.678Z', Names: ['a'], Labels: { a: 'b' } }, []],
    ['may be null where Go has a slice or a map', { Port: 1, Names: null, Labels: null }, []],
    ['is not null otherwise', { Port: null, Type: null }, ['wrong .Port', 'wrong .Type']],
    ['has what is required', {}, ['wrong .Port']],
    ['is of the right type', { Port: 1.5 }, ['wrong .Port']],
    ['stays within bounds', { Port: 65536 }, ['wrong .Port']],
    ['is one of the choices', { Port: 1, Type: 'sctp' }, ['wrong .Type']],
    ['has instants as Go writes them', { Port: 1, Since: 'yesterday' }, ['wrong .Since']],
    ['may have an instant that is not set', { Port: 1, Since: '' }, []],
    ['fits in every element', { Port: 1, Names: ['a', 2] }, ['wrong .Names[]']],
    ['fits under every key', { Port: 1, Labels: { a: 1 } }, ['wrong .Labels.*']],
    ['is told apart from what nobody describes', { Port: 1, Colour: 'red' }, ['unknown .Colour']],
    ['is told apart from what is misspelt', { Port: 1, names: ['a'] }, ['near-miss .names']],
    ['is not misspelt beside what is meant', { Port: 1, names: ['a'], Names: ['a'] }, ['unknown .names']],
    ['is no property of the past', { Port: 1, Old: 'x' }, ['other-version .Old']],
    ['is no property of the future', { Port: 1, New: 'x' }, ['other-version .New']],
  ])('%s', (_, value, expected) => {
    expect(misfits(value, port)).toEqual(expected)
  })

  test('may have what the daemon knows already and the client does not', () => {
    expect(misfitsOf({ Port: 1, New: 'x' }, port, { asked, newest: '1.52' })).toEqual([])
  })

  test('has the properties of all parts', () => {
    const both: Schema = { allOf: [port, { type: 'object', properties: { More: { type: 'string' } } }] }
    expect(misfits({ Port: 1, More: 'x' }, both)).toEqual([])
    expect(misfits({ Port: 1, More: 1, Other: 1 }, both)).toEqual(['wrong .More', 'unknown .Other'])
  })

  test('fits one of several ways', () => {
    const either: Schema = { anyOf: [{ $ref: refTo('Commit') }, { type: 'null' }] }
    expect(misfits(null, either)).toEqual([])
    expect(misfits({ ID: 'x' }, either)).toEqual([])
    expect(misfits({ ID: 1 }, either)).toEqual(['wrong .ID'])
  })
})

/** A schema in which null may stand for every list and object, as the interpreter has it. */
const tolerant = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(tolerant)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([key, value]) => [key, tolerant(value)] as const)
  const { type, ...rest } = Object.fromEntries(entries)
  if (typeof type !== 'string' && !Array.isArray(type)) return type === undefined ? rest : { ...rest, type }
  const types = [type].flat()
  const isNil = types.some(each => each === 'array' || each === 'object')
  return { ...rest, type: isNil ? [...new Set([...types, 'null'])] : types }
}

/** Values that mostly fit a schema, with something else in a few places. */
const valuesFor = (schema: Schema, depth = 0): fc.Arbitrary<unknown> => {
  const { type, properties, items, additionalProperties, $ref, allOf, anyOf } = schema
  const junk = fc.oneof(fc.constant(null), fc.integer(), fc.boolean(), fc.string(), fc.constant([]), fc.constant({}))
  if (depth > 4) return junk
  const name = $ref?.split('/').at(-1) as SchemaName | undefined
  const fitting = ((): fc.Arbitrary<unknown> => {
    if (name) return valuesFor(projectSchema(schemas[name], asked), depth)
    if (anyOf) return fc.oneof(...anyOf.map(part => valuesFor(part, depth)))
    if (allOf) return fc.tuple(...allOf.map(part => valuesFor(part, depth))).map(parts => Object.assign({}, ...parts))
    if (properties) {
      const fields = Object.entries(properties).map(([key, each]) => [key, valuesFor(each, depth + 1)] as const)
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] })
    }
    if (items) return fc.array(valuesFor(items, depth + 1), { maxLength: 2 })
    if (typeof additionalProperties === 'object')
      return fc.dictionary(fc.string(), valuesFor(additionalProperties, depth + 1), { maxKeys: 2 })
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (type === 'string') return fc.string()
    if (type === 'integer') return fc.integer({ min: 0, max: 100 })
    if (type === 'boolean') return fc.boolean()
    return junk
  })()
  return fc.oneof({ weight: 60, arbitrary: fitting }, { weight: 1, arbitrary: junk })
}

describe('what the interpreter finds wrong', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const names = [
    'Volume',
    'Network',
    'ContainerState',
    'ImageSummary',
    'EventMessage',
    'Mount',
    'HealthConfig',
  ] as const
  const named = Object.entries<Schema>(schemas).map(([name, schema]) => [name, tolerant(projectSchema(schema, asked))])
  ajv.addSchema({ $id: 'engine', components: { schemas: Object.fromEntries(named) } })
  const withoutInstants = (found: ReturnType<typeof misfitsOf>) =>
    found.filter(({ kind, expected }) => kind === 'wrong' && expected !== 'an instant in RFC 3339')

  test.each(names)('is what ajv finds wrong, for %s', name => {
    const validate = ajv.compile({ $ref: `engine${refTo(name)}` })
    const schema: Schema = { $ref: refTo(name) }
    fc.assert(
      fc.property(valuesFor(schema), value => {
        const ours = withoutInstants(misfitsOf(value, schema, versions))
        expect(ours.length === 0, JSON.stringify([value, ours, validate.errors])).toBe(validate(value))
      }),
      { numRuns: 200 },
    )
  })
})
