import { refName, type Schema, type SchemaType, schemas } from '../../spec/index.ts'
import type { Choice } from './choice.ts'
import { numbers, strings, texts } from './material.ts'

const named = schemas as Readonly<Record<string, Schema>>

const quote = (text: string): string => JSON.stringify(text)

/** Keys that a careless program finds on every object. */
const treacherousKeys: readonly string[] = ['__proto__', 'constructor', 'toString', '', 'unknown', 'é', 'a b']

const depthMax = 6

const ofType: Readonly<Record<SchemaType, (choice: Choice) => string>> = {
  string: choice => quote(choice.pick(strings)),
  integer: choice => choice.pick(numbers),
  number: choice => choice.pick(numbers),
  boolean: choice => choice.pick(['true', 'false']),
  object: choice => `{${quote(choice.pick(treacherousKeys))}:${choice.pick(['{}', 'null', '"x"', '1'])}}`,
  array: choice => choice.pick(['[]', '[null]', '[[]]', '[{}]', '[""]', '[1]']),
  null: () => 'null',
}

const types = Object.keys(ofType) as SchemaType[]

const typeOf = (choice: Choice, { type, properties }: Schema): SchemaType => {
  if (typeof type === 'string') return type
  if (type) return choice.pick(type)
  return properties ? 'object' : 'string'
}

/** What every engine has under these names, so that many bodies get past the first check. */
const likely: Readonly<Record<string, readonly string[]>> = {
  Image: ['"busybox"'],
  Cmd: ['["sleep","1000000"]', '["true"]', '["sh","-c","echo hello"]', 'null'],
  Entrypoint: ['null'],
  AttachStdout: ['true'],
  Detach: ['false', 'true'],
}

interface Wrongness {
  readonly choice: Choice
  /** One field in so many has a value of another type. */
  readonly wrongOneIn: number
  readonly fieldOneIn: number
}

const propertiesOf = (schema: Schema): Readonly<Record<string, Schema>> => {
  const whole = schema.$ref ? (named[refName(schema.$ref)] ?? {}) : schema
  const parts = [...(whole.allOf ?? []), ...(whole.anyOf ?? [])]
  return Object.assign({}, ...parts.map(propertiesOf), whole.properties)
}

const objectText = (schema: Schema, way: Wrongness, depth: number): string => {
  const { choice, fieldOneIn, wrongOneIn } = way
  const members: string[] = []
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    if (!choice.oneIn(depth === 0 && Object.hasOwn(likely, name) ? 1 : fieldOneIn)) continue
    const known = choice.oneIn(wrongOneIn) ? undefined : likely[name]
    members.push(`${quote(name)}:${known ? choice.pick(known) : valueText(property, way, depth + 1)}`)
  }
  if (typeof schema.additionalProperties === 'object') {
    for (const key of choice.some([...strings.slice(0, 40), ...treacherousKeys], 30))
      members.push(`${quote(key)}:${valueText(schema.additionalProperties, way, depth + 1)}`)
  }
  if (choice.oneIn(20)) members.push(`${quote(choice.pick(treacherousKeys))}:{"polluted":true}`)
  return `{${members.join(',')}}`
}

const valueText = (given: Schema, way: Wrongness, depth: number): string => {
  const { choice, wrongOneIn } = way
  const schema = given.$ref ? (named[refName(given.$ref)] ?? {}) : given
  if (depth > depthMax) return 'null'
  if (choice.oneIn(wrongOneIn)) return ofType[choice.pick(types)](choice)
  if (schema.enum && !choice.oneIn(6)) return JSON.stringify(choice.pick(schema.enum))
  if (schema.allOf || schema.anyOf) return objectText(schema, way, depth)
  const type = typeOf(choice, schema)
  if (type === 'object') return objectText(schema, way, depth)
  if (type !== 'array') return ofType[type](choice)
  const items = Array.from({ length: choice.integer(3) }, () => valueText(schema.items ?? {}, way, depth + 1))
  return `[${items.join(',')}]`
}

/** A body for an operation: nearly right, rather wrong, or no object of any kind. */
export const bodyText = (choice: Choice, schema: Schema): string => {
  if (choice.oneIn(10)) return choice.pick(texts)
  const wrongOneIn = choice.pick([1_000_000, 1_000_000, 1_000_000, 30, 3])
  const text = valueText(schema, { choice, wrongOneIn, fieldOneIn: choice.pick([2, 8, 30, 100]) }, 0)
  return choice.oneIn(25) ? text.slice(0, choice.integer(text.length + 1)) : text
}
