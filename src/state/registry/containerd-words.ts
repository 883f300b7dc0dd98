import { DockerError, type ErrorKind, internal, notFound } from '../error.ts'
import type { Descriptor } from '../image/content/content.ts'
import { isConfigurationType, isIndexType, isManifestType } from '../image/content/documents.ts'
import { familiarRepository, fullName, withDefaultTag } from '../image/reference.ts'
import { type RegistryComplaint, type RegistryFailure, requestText } from './error.ts'
import type { RegistryWords } from './words.ts'

type Failure<Kind extends RegistryFailure['kind']> = Extract<RegistryFailure, { kind: Kind }>

/** moby daemon/containerd/registry_errors.go */
const kindOfCode: Readonly<Record<string, ErrorKind>> = {
  UNSUPPORTED: 'not-implemented',
  UNAUTHORIZED: 'unauthorized',
  DENIED: 'forbidden',
  UNAVAILABLE: 'unavailable',
}

const complaintText = ({ message, detail }: RegistryComplaint): string =>
  typeof detail === 'string' ? `${message} - ${detail}` : message

/** What the registry itself said. */
const spoken = (complaints: readonly RegistryComplaint[]): DockerError | undefined => {
  const [first] = complaints
  if (!first) return undefined
  const text = complaints.map(complaintText).join('\n')
  return new DockerError(kindOfCode[first.code] ?? 'internal', `error from registry: ${text}`)
}

/** The answer to a HEAD has no body, but for 403 they ask again. */
const heard = ({ complaints, headOnly, status }: Failure<'status'>): readonly RegistryComplaint[] =>
  headOnly && status !== 403 ? [] : complaints

const unexpected = (prefix: string, method: string, url: string, status: string): DockerError =>
  internal(`unknown: ${prefix}unexpected status from ${method} request to ${url}: ${status}`)

/** `layer-sha256:…`: how a containerd store calls what it is writing. */
const ingestKey = ({ digest, mediaType }: Descriptor): string => {
  if (isIndexType(mediaType)) return `index-${digest}`
  if (isManifestType(mediaType)) return `manifest-${digest}`
  return `${isConfigurationType(mediaType) ? 'config' : 'layer'}-${digest}`
}

const notCommitted = (descriptor: Descriptor, why: string): DockerError =>
  internal(`failed commit on ref "${ingestKey(descriptor)}": commit failed: ${why}: failed precondition`)

interface Undertaking {
  readonly access: 'pull' | 'push'
  /** What was being done, as it stands before most failures. */
  readonly prefix: string
  readonly missing: (url: string) => DockerError
  readonly denied: DockerError
  /** Something came, but not what was asked for. */
  readonly mismatch: (failure: Failure<'size' | 'digest'>) => DockerError
}

const tokenService = 'failed to authorize: failed to fetch anonymous token: '

const say = (failure: RegistryFailure, undertaking: Undertaking): DockerError => {
  const { access, denied, missing, mismatch, prefix } = undertaking
  switch (failure.kind) {
    case 'missing':
      return missing(failure.url)
    case 'denied':
      return denied
    case 'no-credentials':
      return internal(
        `${prefix}${access} access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`,
      )
    case 'unreachable':
      return internal(`${prefix}failed to do request: ${requestText(failure)}: ${failure.reason}`)
    case 'status': {
      const { method, reason, status, url } = failure
      return spoken(heard(failure)) ?? unexpected(prefix, method, url, `${status} ${reason}`)
    }
    case 'token': {
      const { complaints, reason, status, tokenUrl } = failure
      return spoken(complaints) ?? unexpected(`${prefix}${tokenService}`, 'GET', tokenUrl, `${status} ${reason}`)
    }
    case 'truncated':
      return internal(
        `short read: expected ${failure.expectedBytes} bytes but got ${failure.receivedBytes}: unexpected EOF`,
      )
    default:
      return mismatch(failure)
  }
}

const notWhatWasNamed = (failure: Failure<'size' | 'digest'>, descriptor: Descriptor): DockerError => {
  if (failure.kind === 'digest')
    return notCommitted(descriptor, `unexpected commit digest ${failure.actual}, expected ${descriptor.digest}`)
  const sizes = `${failure.receivedBytes} != ${failure.expectedBytes}`
  return notCommitted(descriptor, `"${ingestKey(descriptor)}" failed size validation: ${sizes}`)
}

const opened = 'failed to copy: httpReadSeeker: failed open: '

/** A daemon with the containerd image store: moby daemon/containerd, containerd core/remotes/docker; asked of 28.5.2. */
export const containerdWords: RegistryWords = {
  resolve(failure, reference) {
    const full = fullName(withDefaultTag(reference))
    const prefix = `failed to resolve reference "${full}": `
    const name = familiarRepository(reference)
    return say(failure, {
      access: 'pull',
      prefix,
      missing: () => notFound(`${prefix}${full}: not found`),
      denied: notFound(`pull access denied for ${name}, repository does not exist or may require 'docker login'`),
      mismatch: failure =>
        failure.kind === 'size'
          ? notFound(`${prefix}rejecting ${failure.receivedBytes} byte manifest for ${full}: not found`)
          : internal(`${prefix}invalid checksum digest format`),
    })
  },
  fetch(failure, descriptor) {
    const { digest, mediaType } = descriptor
    const isDocument = isIndexType(mediaType) || isManifestType(mediaType)
    return say(failure, {
      access: 'pull',
      prefix: opened,
      missing: url =>
        notFound(
          isDocument
            ? `${opened}content at ${url} not found: not found`
            : `${opened}could not fetch content descriptor ${digest} (${mediaType}) from remote: not found`,
        ),
      denied: internal(`${opened}failed to authorize: server message: insufficient_scope: authorization failed`),
      mismatch: failure => notWhatWasNamed(failure, descriptor),
    })
  },
  push: failure =>
    say(failure, {
      access: 'push',
      prefix: '',
      missing: url => unexpected('', 'POST', url, '404 Not Found'),
      denied: internal(
        'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      ),
      mismatch: () => internal('unexpected content'),
    }),
}
