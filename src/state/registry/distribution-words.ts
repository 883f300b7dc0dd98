import { DockerError, type ErrorKind, forbidden, internal, notFound, unauthorized } from '../error.ts'
import { isConfigurationType, isIndexType, isManifestType } from '../image/content/documents.ts'
import { familiarName, familiarRepository } from '../image/reference.ts'
import { type RegistryComplaint, type RegistryFailure, requestText } from './error.ts'
import type { RegistryWords } from './words.ts'

type Failure<Kind extends RegistryFailure['kind']> = Extract<RegistryFailure, { kind: Kind }>

/** What a code means to distribution's client (registry/api/errcode/register.go, registry/api/v2/errors.go). */
const codes: Readonly<Record<string, readonly [kind: ErrorKind, message: string]>> = {
  UNKNOWN: ['internal', 'unknown error'],
  UNSUPPORTED: ['internal', 'The operation is unsupported.'],
  UNAUTHORIZED: ['unauthorized', 'authentication required'],
  DENIED: ['forbidden', 'requested access to the resource is denied'],
  UNAVAILABLE: ['unavailable', 'service unavailable'],
  TOOMANYREQUESTS: ['too-many-requests', 'too many requests'],
  DIGEST_INVALID: ['invalid', 'provided digest did not match uploaded content'],
  SIZE_INVALID: ['invalid', 'provided length did not match content length'],
  NAME_INVALID: ['invalid', 'invalid repository name'],
  TAG_INVALID: ['invalid', 'manifest tag did not match URI'],
  NAME_UNKNOWN: ['not-found', 'repository name not known to registry'],
  MANIFEST_UNKNOWN: ['not-found', 'manifest unknown'],
  MANIFEST_INVALID: ['invalid', 'manifest invalid'],
  MANIFEST_UNVERIFIED: ['invalid', 'manifest failed signature verification'],
  MANIFEST_BLOB_UNKNOWN: ['invalid', 'blob unknown to registry'],
  BLOB_UNKNOWN: ['not-found', 'blob unknown to registry'],
  BLOB_UPLOAD_UNKNOWN: ['not-found', 'blob upload unknown to registry'],
  BLOB_UPLOAD_INVALID: ['not-found', 'blob upload invalid'],
}

/** `MANIFEST_UNKNOWN` → `manifest unknown`. */
const codeWords = (code: string): string => code.toLowerCase().replaceAll('_', ' ')

/** Nothing that the code does not say: then the client keeps the code alone. */
const isBare = ({ code, detail, message }: RegistryComplaint): boolean =>
  (detail === undefined || detail === null) && (message === '' || message === codes[code]?.[1])

const complaintText = (complaint: RegistryComplaint): string =>
  isBare(complaint) ? codeWords(complaint.code) : `${codeWords(complaint.code)}: ${complaint.message}`

const complaintsText = (complaints: readonly RegistryComplaint[]): string => {
  const [first = '', ...more] = complaints.map(complaintText)
  return more.length === 0 ? first : `errors:\n${[first, ...more].join('\n')}\n`
}

/** Which code stands for a status whose body names none (registry/client/errors.go). */
const codeOf: Readonly<Record<number, string>> = { 401: 'UNAUTHORIZED', 403: 'DENIED', 429: 'TOOMANYREQUESTS' }

const complaintsOf = ({ body, complaints, status }: Failure<'status'>): readonly RegistryComplaint[] => {
  if (complaints.length > 0) return complaints
  const code = codeOf[status] ?? 'UNKNOWN'
  return [{ code, message: body === '' ? (codes[code]?.[1] ?? '') : body, detail: status }]
}

const complained = (complaints: readonly RegistryComplaint[]): DockerError =>
  new DockerError(codes[complaints[0]?.code ?? '']?.[0] ?? 'internal', complaintsText(complaints))

const tokenError = (failure: Failure<'token'>): DockerError => {
  const { complaints, reason, status } = failure
  if (status !== 401) return internal(`${requestText(failure)}: received unexpected HTTP status: ${status} ${reason}`)
  return unauthorized(`${requestText(failure)}: ${unauthorizedText(complaints)}`)
}

const unauthorizedText = ([first]: readonly RegistryComplaint[]): string =>
  `unauthorized: ${first?.message || 'authentication required'}`

const denied = 'denied: requested access to the resource is denied'

/** What distribution's client says of a request: `GET /distribution` answers with it, graph drivers add to it. */
export const distributionError = (failure: RegistryFailure): DockerError => {
  switch (failure.kind) {
    case 'missing':
      return failure.complaints.length === 0 ? notFound('manifest unknown') : complained(failure.complaints)
    case 'status': {
      const { reason, status } = failure
      if (status >= 500) return internal(`received unexpected HTTP status: ${status} ${reason}`)
      return complained(complaintsOf(failure))
    }
    case 'denied':
      return forbidden(`errors:\n${denied}\nunauthorized: authentication required\n`)
    case 'no-credentials':
      return internal(`${requestText(failure)}: no basic auth credentials`)
    case 'unreachable':
      return internal(`${requestText(failure)}: ${failure.reason}`)
    case 'token':
      return tokenError(failure)
    case 'truncated':
      return internal('unexpected EOF')
    default:
      return internal('manifest verification failed')
  }
}

/** A daemon with graph drivers: moby daemon/internal/distribution; asked of 20.10.24 and 28.5.2. */
export const distributionWords: RegistryWords = {
  resolve(failure, reference) {
    const name = familiarRepository(reference)
    const noAccess = `pull access denied for ${name}, repository does not exist or may require 'docker login'`
    if (failure.kind === 'denied') return notFound(`${noAccess}: ${denied}`)
    if (failure.kind !== 'missing' && failure.kind !== 'status') return distributionError(failure)
    const [first] = failure.complaints
    if (!first || isBare(first)) return distributionError(failure)
    const text = complaintText(first)
    if (first.code === 'DENIED') return notFound(`${noAccess}: ${text}`)
    if (first.code === 'NAME_UNKNOWN') return notFound(`repository ${name} not found: ${text}`)
    if (first.code === 'MANIFEST_UNKNOWN') return notFound(`manifest for ${familiarName(reference)} not found: ${text}`)
    return distributionError(failure)
  },
  fetch(failure, { digest, mediaType }, attempts) {
    const isMismatch = isOtherContent(failure)
    if (isIndexType(mediaType) || isManifestType(mediaType))
      return isMismatch ? internal(`manifest verification failed for digest ${digest}`) : distributionError(failure)
    const isConfiguration = isConfigurationType(mediaType)
    const prefix = isConfiguration ? 'error pulling image configuration: ' : ''
    const what = isConfiguration ? 'image config' : 'filesystem layer'
    if (isMismatch) return internal(`${prefix}${what} verification failed for digest ${digest}`)
    return internal(`${prefix}download failed after attempts=${attempts}: ${blobError(failure)}`)
  },
  push(failure) {
    if (failure.kind === 'missing') return internal('unknown blob')
    return failure.kind === 'denied' ? forbidden(denied) : distributionError(failure)
  },
}

/** All of it came, but it is not what was named. */
export const isOtherContent = (failure: RegistryFailure): boolean =>
  failure.kind === 'digest' || failure.kind === 'size' || (failure.kind === 'truncated' && !failure.isBroken)

const blobError = (failure: RegistryFailure): string => {
  if (failure.kind === 'missing') return 'unknown blob'
  if (failure.kind === 'unreachable') return failure.reason
  if (failure.kind === 'status' && failure.complaints.length > 0) return complaintsText(failure.complaints)
  return distributionError(failure).message
}

/** What `POST /auth` says (moby daemon/pkg/registry/auth.go). */
export const loginError = (failure: RegistryFailure): DockerError => {
  if (failure.kind !== 'status') return distributionError(failure)
  return internal(`login attempt to ${failure.url} failed with status: ${failure.status} ${failure.reason}`)
}
