/** As much of JSON Schema as the control plane needs to say what it takes: the same that its OpenAPI document shows. */
export interface ControlSchema {
  readonly description?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  readonly properties?: Readonly<Record<string, ControlSchema>>
  readonly required?: readonly string[]
  /** False: a name that is not listed is a mistake. */
  readonly additionalProperties?: boolean | ControlSchema
  readonly items?: ControlSchema
  readonly enum?: readonly (string | number | boolean)[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly pattern?: string
  readonly anyOf?: readonly ControlSchema[]
  readonly examples?: readonly unknown[]
}

/** An object of these properties, all of them required unless `optional` names them, and no other. */
export const objectSchema = (
  properties: Readonly<Record<string, ControlSchema>>,
  optional: readonly string[] = [],
): ControlSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
})

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeOf(value) === 'object'

const hasType = (value: unknown, type: ControlSchema['type']): boolean => {
  if (type === undefined) return true
  if (type === 'integer') return Number.isSafeInteger(value)
  return type === 'number' ? Number.isFinite(value) : typeOf(value) === type
}

const article = (type: string): string => (/^[aio]/.test(type) ? `an ${type}` : `a ${type}`)

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

const at = (where: string, name: string): string => (where === '' ? name : `${where}.${name}`)

/** The value's first fault as one line that says where and what; undefined when there is none. */
export const faultOf = (schema: ControlSchema, value: unknown, where = ''): string | undefined => {
  const place = where === '' ? 'the body' : where
  if (schema.anyOf) {
    const faults = schema.anyOf.map(option => faultOf(option, value, where))
    if (faults.includes(undefined)) return undefined
    const fitting = schema.anyOf.findIndex(option => isMeantBy(option, value))
    return faults[fitting] ?? `${place} is ${schema.anyOf.map(kindText).join(' or ')}, not ${shown(value)}`
  }
  if (!hasType(value, schema.type)) return `${place} is ${kindText(schema)}, not ${shown(value)}`
  if (schema.enum && !schema.enum.includes(value as string))
    return `${place} is one of ${schema.enum.join(', ')}, not ${shown(value)}`
  if (typeof value === 'number') return numberFault(schema, value, place)
  if (typeof value === 'string') return textFault(schema, value, place)
  if (Array.isArray(value)) return firstOf(value.entries(), ([index, item]) => itemFault(schema, item, where, index))
  return isRecord(value) ? objectFault(schema, value, where) : undefined
}

/** Whether somebody who wrote this had that option in mind. */
const isMeantBy = ({ type, required = [] }: ControlSchema, value: unknown): boolean =>
  hasType(value, type) && (!isRecord(value) || required.every(name => Object.hasOwn(value, name)))

const kindText = ({ type, description }: ControlSchema): string => {
  const kind = article(type ?? 'value')
  return description ? `${kind} (${description.replace(/[.:].*$/s, '')})` : kind
}

const firstOf = <Item>(items: Iterable<Item>, fault: (item: Item) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = fault(item)
    if (found !== undefined) return found
  }
  return undefined
}

const numberFault = ({ minimum, maximum }: ControlSchema, value: number, place: string): string | undefined => {
  if (minimum !== undefined && value < minimum) return `${place} is ${minimum} or more, not ${value}`
  return maximum !== undefined && value > maximum ? `${place} is ${maximum} or less, not ${value}` : undefined
}

const textFault = (schema: ControlSchema, value: string, place: string): string | undefined => {
  if (value.length < (schema.minLength ?? 0)) return `${place} is empty`
  if (schema.pattern === undefined || new RegExp(schema.pattern).test(value)) return undefined
  return `${place} is ${kindText(schema)}, not ${shown(value)}`
}

const itemFault = ({ items }: ControlSchema, item: unknown, where: string, index: number): string | undefined =>
  items && faultOf(items, item, `${where || 'the body'}[${index}]`)

const objectFault = (
  schema: ControlSchema,
  value: Readonly<Record<string, unknown>>,
  where: string,
): string | undefined => {
  const { properties = {}, required = [], additionalProperties = true } = schema
  const missing = required.find(name => value[name] === undefined)
  if (missing !== undefined) return `${at(where, missing)} is missing`
  return firstOf(Object.entries(value), ([name, item]) => {
    if (item === undefined) return undefined
    if (Object.hasOwn(properties, name)) return faultOf(properties[name] ?? {}, item, at(where, name))
    if (additionalProperties === false)
      return `there is no ${at(where, name)}; there are ${Object.keys(properties).join(', ')}`
    return additionalProperties === true ? undefined : faultOf(additionalProperties, item, at(where, name))
  })
}
