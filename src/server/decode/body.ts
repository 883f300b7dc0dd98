import type { ApiVersion, Body, Operation, Schema } from '../../../spec/index.ts'
import { DockerError, invalid } from '../../state/error.ts'
import { has } from '../../state/profile/changes.ts'
import { does } from '../../state/profile/podman/quirks.ts'
import type { Profile } from '../../state/profile/profile.ts'
import { type ApiRequest, BrokenBody } from '../request.ts'
import { fitGoValue } from './go-value.ts'
import { parseJson } from './json.ts'

/** JSON bodies are small; a daemon has no bound, but a fake shares its memory with somebody's tests. */
const jsonLimitBytes = 64 * 1024 * 1024

/** The struct that a body is read into, where its schema has no name (moby api/types). */
const rootStructs: Readonly<Record<string, string>> = {
  ContainerCreate: 'CreateRequest',
  ContainerUpdate: 'UpdateConfig',
  ContainerExec: 'ExecCreateRequest',
  ExecStart: 'ExecStartRequest',
  ImageCommit: 'CreateRequest',
  NetworkCreate: 'CreateRequest',
  NetworkConnect: 'ConnectRequest',
  NetworkDisconnect: 'DisconnectRequest',
  SystemAuth: 'AuthConfig',
  PluginPull: 'plugin.Privileges',
  PluginUpgrade: 'plugin.Privileges',
  PluginSet: '[]string',
}

/** Bodies that moby decodes without asking first whether there is one (daemon/container/config.go). */
const emptyBodyRefused: readonly string[] = ['ContainerCreate']

/** Bodies whose commands look at newer and older fields themselves: some are refused by version, some are moved. */
const gatedByCommand: readonly string[] = ['ContainerCreate', 'ContainerUpdate']

const mediaType = /^\s*([!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+)\s*(;.*)?$/i

/** Go's mime.ParseMediaType forgives a semicolon at the end. */
const mediaParameters = /^(\s*;\s*[!#$%&'*+.^_`|~0-9a-z-]+\s*=\s*([!#$%&'*+.^_`|~0-9a-z-]+|"[^"]*"))*\s*;?\s*$/i

const checkContentType = (contentType: string): void => {
  const [, name, parameters = ''] = mediaType.exec(contentType) ?? []
  const type = name?.toLowerCase()
  if (type && !mediaParameters.test(parameters))
    throw invalid(`malformed Content-Type header (${contentType}): mime: invalid media parameter`)
  if (type === 'application/json') return
  if (contentType.trim() === '') throw invalid(`malformed Content-Type header (${contentType}): mime: no media type`)
  if (!type && contentType.includes('/'))
    throw invalid(`malformed Content-Type header (${contentType}): mime: unexpected content after media subtype`)
  throw invalid(`unsupported Content-Type header (${contentType}): must be 'application/json'`)
}

/** A request as its body is read: by which operation, daemon and version. */
interface Reading {
  readonly operation: Operation
  readonly profile: Profile
  readonly request: ApiRequest
  readonly version: ApiVersion
}

export const decodeBody = (reading: Reading, body: Body): unknown | Promise<unknown> => {
  const { operation, request } = reading
  if (!body.schema) return request.hasBody ? request.stream() : undefined
  if (operation.id === 'SystemAuth') return decodeAuth(reading, body.schema)
  const contentType = request.header('content-type')
  if (contentType || request.hasBody) checkContentType(contentType ?? '')
  if (request.hasBody) return decodeJson(reading, body.schema)
  if (emptyBodyRefused.includes(operation.id) || commitsNothing(reading)) throw invalid(emptyBody)
  return body.required ? {} : undefined
}

const commitsNothing = ({ operation, profile }: Reading): boolean =>
  operation.id === 'ImageCommit' && does(profile, 'commitWantsBody')

const emptyBody = 'invalid JSON: got EOF while reading request body'

/** What `docker login` sends, whatever its type is said to be (moby api/pkg/authconfig, DecodeRequestBody). */
const decodeAuth: typeof decodeJson = async (reading, schema) => {
  try {
    if (!reading.request.hasBody) throw invalid(emptyBody)
    return await decodeJson(reading, schema)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    const why = error.message === emptyBody ? 'invalid JSON: EOF' : error.message
    throw invalid(
      `invalid X-Registry-Auth header: ${why === 'unexpected content after JSON' ? 'multiple JSON documents not allowed' : why}`,
    )
  }
}

const refuseBroken = (error: unknown): never => {
  throw error instanceof BrokenBody ? invalid(`invalid JSON: ${error.message}`) : error
}

const decodeJson = async ({ operation, profile, request, version }: Reading, schema: Schema): Promise<unknown> => {
  const bytes = await request.bytes(jsonLimitBytes).catch(refuseBroken)
  const value = parseJson(bytes, !has(profile, 'readsWholeBody'))
  const root = rootStructs[operation.id] ?? operation.id
  return fitGoValue(value, schema, gatedByCommand.includes(operation.id) ? undefined : version, root) ?? {}
}
