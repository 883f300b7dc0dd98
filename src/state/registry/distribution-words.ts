import { type DockerError, forbidden, internal, notFound, tooManyRequests, unauthorized } from '../error.ts'
import { isConfigurationType, isIndexType, isManifestType } from '../image/content/documents.ts'
import { familiarName, familiarRepository } from '../image/reference.ts'
import { type RegistryComplaint, type RegistryFailure, requestText } from './error.ts'
import type { RegistryWords } from './words.ts'

/** `MANIFEST_UNKNOWN` → `manifest unknown`. */
const codeWords = (code: string): string => code.toLowerCase().replaceAll('_', ' ')

const complaintText = ({ code, message }: RegistryComplaint): string =>
  message === '' ? codeWords(code) : `${codeWords(code)}: ${message}`

/** The registry's errors as distribution's client prints them (registry/api/errcode/errors.go). */
const complaintsText = (complaints: readonly RegistryComplaint[], otherwise: string): string => {
  const [first, ...more] = complaints.map(complaintText)
  if (first === undefined) return otherwise
  return more.length === 0 ? first : `errors:\n${[first, ...more].join('\n')}\n`
}

const statusError = ({ body, complaints, headOnly, reason, status }: Extract<RegistryFailure, { kind: 'status' }>) => {
  const said = (otherwise: string) => complaintsText(headOnly ? [] : complaints, otherwise)
  if (status === 401) return unauthorized(said('unauthorized'))
  if (status === 403) return forbidden(said('denied'))
  if (status === 429) return tooManyRequests(complaintsText(complaints, `toomanyrequests: ${body}`))
  if (status >= 500) return internal(`received unexpected HTTP status: ${status} ${reason}`)
  return internal(said(`error parsing HTTP ${status} response body: unexpected end of JSON input: ""`))
}

const tokenError = (failure: Extract<RegistryFailure, { kind: 'token' }>): DockerError => {
  const { complaints, reason, status } = failure
  if (status !== 401) return internal(`${requestText(failure)}: received unexpected HTTP status: ${status} ${reason}`)
  return unauthorized(`${requestText(failure)}: ${complaintsText(complaints, 'unauthorized: authentication required')}`)
}

const denied = 'denied: requested access to the resource is denied'

/** What distribution's client says of a request: `GET /distribution` answers with it, graph drivers add to it. */
export const distributionError = (failure: RegistryFailure): DockerError => {
  if (failure.kind === 'missing') return notFound(complaintsText(failure.complaints, 'manifest unknown'))
  if (failure.kind === 'denied') return forbidden(denied)
  if (failure.kind === 'no-credentials') return internal(`${requestText(failure)}: no basic auth credentials`)
  if (failure.kind === 'unreachable') return internal(`${requestText(failure)}: ${failure.reason}`)
  if (failure.kind === 'status') return statusError(failure)
  if (failure.kind === 'token') return tokenError(failure)
  return internal(failure.kind === 'truncated' ? 'unexpected EOF' : 'manifest verification failed')
}

/** A daemon with graph drivers: moby daemon/internal/distribution; asked of 20.10.24 and 28.5.2. */
export const distributionWords: RegistryWords = {
  resolve(failure, reference) {
    const name = familiarRepository(reference)
    if (failure.kind === 'denied')
      return notFound(
        `pull access denied for ${name}, repository does not exist or may require 'docker login': ${denied}`,
      )
    if (failure.kind !== 'missing' || failure.complaints.length === 0) return distributionError(failure)
    const isRepository = failure.complaints[0]?.code === 'NAME_UNKNOWN'
    const what = isRepository ? `repository ${name}` : `manifest for ${familiarName(reference)}`
    return notFound(`${what} not found: ${complaintsText(failure.complaints, '')}`)
  },
  fetch(failure, { digest, mediaType }, attempts) {
    const isMismatch =
      failure.kind === 'digest' || failure.kind === 'size' || (failure.kind === 'truncated' && !failure.isBroken)
    if (isIndexType(mediaType) || isManifestType(mediaType))
      return isMismatch ? internal(`manifest verification failed for digest ${digest}`) : distributionError(failure)
    const isConfiguration = isConfigurationType(mediaType)
    const prefix = isConfiguration ? 'error pulling image configuration: ' : ''
    const what = isConfiguration ? 'image config' : 'filesystem layer'
    if (isMismatch) return internal(`${prefix}${what} verification failed for digest ${digest}`)
    const why = failure.kind === 'missing' ? 'unknown blob' : blobError(failure)
    return internal(`${prefix}download failed after attempts=${attempts}: ${why}`)
  },
  push: failure => (failure.kind === 'missing' ? internal('unknown blob') : distributionError(failure)),
}

const blobError = (failure: RegistryFailure): string => {
  if (failure.kind === 'unreachable') return failure.reason
  if (failure.kind === 'status' && failure.complaints.length > 0) return complaintsText(failure.complaints, '')
  return distributionError(failure).message
}

/** What `POST /auth` says (moby daemon/pkg/registry/auth.go). */
export const loginError = (failure: RegistryFailure): DockerError => {
  if (failure.kind !== 'status') return distributionError(failure)
  return internal(`login attempt to ${failure.url} failed with status: ${failure.status} ${failure.reason}`)
}
