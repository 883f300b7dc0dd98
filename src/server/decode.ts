import { type ApiVersion, existsIn, type Operation, type Parameter } from '../../spec/index.ts'
import { invalid } from '../state/error.ts'
import type { Profile } from '../state/profile/profile.ts'
import { decodeBody } from './decode/body.ts'
import { emptyForm, type Form, parseForm } from './decode/form.ts'
import { decodeNumber, readsAbsentNumber } from './decode/numbers.ts'
import type { ApiRequest } from './request.ts'

/** What a handler is given, before the types of its operation are put on it. */
export interface DecodedInput {
  readonly path: Readonly<Record<string, string>>
  /** A parameter that is absent, or newer than the request's API version, is undefined: defaults are the handler's. */
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export type Decoder = (
  request: ApiRequest,
  path: Readonly<Record<string, string>>,
  version: ApiVersion,
) => DecodedInput | Promise<DecodedInput>

const nothing: Readonly<Record<string, never>> = Object.freeze({})

const falseWords: readonly string[] = ['', '0', 'no', 'false', 'none']

/** moby httputils.BoolValue: everything but these words is true. */
const decodeBoolean = (value: string): boolean => !falseWords.includes(value.trim().toLowerCase())

const goTrue: readonly string[] = ['1', 't', 'T', 'true', 'TRUE', 'True']
const goFalse: readonly string[] = ['0', 'f', 'F', 'false', 'FALSE', 'False']

/** Flags that Go's own ParseBool reads, with what their handlers say when it cannot (moby network and swarm routers). */
const strictFlags: Readonly<Record<string, (value: string) => string>> = {
  'NetworkInspect.verbose': value =>
    `invalid value for verbose: ${value}: strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`,
  'SwarmUpdate.rotateWorkerToken': value => `invalid value for rotateWorkerToken: ${value}`,
  'SwarmUpdate.rotateManagerToken': value => `invalid value for rotateManagerToken: ${value}`,
  'SwarmUpdate.rotateManagerUnlockKey': value => `invalid value for rotateManagerUnlockKey: ${value}`,
}

/** Flags that an empty text leaves as they are by default (moby daemon/server/router/build/build_routes.go). */
const emptyMeansAbsent: readonly string[] = ['ImageBuild.rm']

const decodeFlag = (operation: string, name: string, value: string | undefined): boolean | undefined => {
  if (value === undefined || (value === '' && emptyMeansAbsent.includes(`${operation}.${name}`))) return undefined
  const refusal = strictFlags[`${operation}.${name}`]
  if (!refusal) return decodeBoolean(value)
  if (goTrue.includes(value)) return true
  if (value === '' || goFalse.includes(value)) return false
  throw invalid(refusal(value))
}

const typeOf = (parameter: Parameter): string => {
  const { type } = parameter.schema
  return typeof type === 'string' ? type : (type?.find(each => each !== 'null') ?? 'string')
}

const decodeQueryParameter = (operation: string, parameter: Parameter, form: Form, profile: Profile): unknown => {
  const { name } = parameter
  const values = form.get(name)
  if (parameter.style === 'multi') return values
  const value = values?.[0]
  if (parameter.style === 'csv') return value === undefined || value === '' ? undefined : value.split(',')
  const type = typeOf(parameter)
  if (type === 'boolean') return decodeFlag(operation, name, value)
  if (type === 'integer' || type === 'number') return decodeNumber(operation, name, value, profile)
  return value ?? (parameter.required ? '' : undefined)
}

const decodeQuery = (
  operation: Operation,
  parameters: readonly Parameter[],
  form: Form,
  version: ApiVersion,
  profile: Profile,
): Readonly<Record<string, unknown>> => {
  const query: Record<string, unknown> = {}
  for (const parameter of parameters) {
    if (form === emptyForm && !parameter.required && !readsAbsentNumber(operation.id, parameter.name)) continue
    if (!existsIn(version, parameter.since, parameter.until)) continue
    const value = decodeQueryParameter(operation.id, parameter, form, profile)
    if (value !== undefined) query[parameter.name] = value
  }
  return query
}

const decodeHeaders = (parameters: readonly Parameter[], request: ApiRequest): Readonly<Record<string, unknown>> => {
  const headers: Record<string, unknown> = {}
  for (const { name, required } of parameters) {
    const value = request.header(name.toLowerCase()) ?? (required ? '' : undefined)
    if (value !== undefined) headers[name] = value
  }
  return headers
}

/** How one operation's requests become its handler's input: path, query and headers at once, a JSON body later. */
export const createDecoder = (operation: Operation, profile: Profile): Decoder => {
  const queryParameters = operation.parameters.filter(parameter => parameter.in === 'query')
  const headerParameters = operation.parameters.filter(parameter => parameter.in === 'header')
  const { body: described } = operation
  return (request, path, version) => {
    const query =
      queryParameters.length > 0
        ? decodeQuery(operation, queryParameters, parseForm(request.target), version, profile)
        : nothing
    const headers = headerParameters.length > 0 ? decodeHeaders(headerParameters, request) : nothing
    if (!described) return { path, query, headers, body: undefined }
    const body = decodeBody({ operation, profile, request, version }, described)
    if (!(body instanceof Promise)) return { path, query, headers, body }
    return body.then(decoded => ({ path, query, headers, body: decoded }))
  }
}
