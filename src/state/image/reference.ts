import { invalid } from '../error.ts'

/** An image name taken apart (distribution/reference): `docker.io` / `library/busybox` : `latest` @ `sha256:…`. */
export interface ImageReference {
  readonly domain: string
  readonly path: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

const defaultDomain = 'docker.io'
const defaultTag = 'latest'
const nameLengthMax = 255

const componentPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domainPattern = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::\\d+)?$`)
const tagPattern = /^\w[\w.-]{0,127}$/
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/
const identifierPattern = /^[a-f0-9]{64}$/

/** Reads a familiar or full name (reference.ParseNormalizedNamed); throws the daemon's 400. */
export const parseReference = (text: string): ImageReference => {
  if (identifierPattern.test(text)) {
    throw invalid(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`)
  }
  const at = text.indexOf('@')
  const digest = at < 0 ? undefined : text.slice(at + 1)
  const named = at < 0 ? text : text.slice(0, at)
  if (digest !== undefined) checkDigest(digest)

  const { domain, rest } = splitDomain(named)
  const colon = rest.indexOf(':')
  const tag = colon < 0 ? undefined : rest.slice(colon + 1)
  const path = colon < 0 ? rest : rest.slice(0, colon)
  if (path !== path.toLowerCase()) {
    throw invalid(`invalid reference format: repository name (${path}) must be lowercase`)
  }
  if (!domainPattern.test(domain) || !path.split('/').every(component => componentPattern.test(component))) {
    throw invalid('invalid reference format')
  }
  if (tag !== undefined && !tagPattern.test(tag)) throw invalid('invalid reference format')
  if (`${domain}/${path}`.length > nameLengthMax) {
    throw invalid(`repository name must not be more than ${nameLengthMax} characters`)
  }
  return { domain, path, tag, digest }
}

const checkDigest = (digest: string): void => {
  if (!digestPattern.test(digest)) throw invalid('invalid reference format')
  if (digest.startsWith('sha256:') && digest.length !== 'sha256:'.length + 64)
    throw invalid('invalid checksum digest length')
}

/** Whether a name does not say whose it is. */
export const isShort = (text: string): boolean => {
  const slash = text.indexOf('/')
  const first = text.slice(0, Math.max(slash, 0))
  return slash < 0 || !(/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
}

const splitDomain = (text: string): { domain: string; rest: string } => {
  const slash = text.indexOf('/')
  const first = text.slice(0, Math.max(slash, 0))
  if (isShort(text)) return { domain: defaultDomain, rest: text.includes('/') ? text : `library/${text}` }
  const domain = first === 'index.docker.io' ? defaultDomain : first
  const rest = text.slice(slash + 1)
  return { domain, rest: domain === defaultDomain && !rest.includes('/') ? `library/${rest}` : rest }
}

/** Gives a name another tag; throws the daemon's 400. */
export const withTag = ({ domain, path }: ImageReference, tag: string): ImageReference => {
  if (!tagPattern.test(tag)) throw invalid('invalid tag format')
  return { domain, path, tag, digest: undefined }
}

/** What requests call a tag may be a digest (digest.Parse decides, so that one that is none is called a bad tag). */
export const withTagOrDigest = (reference: ImageReference, text: string): ImageReference => {
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) return withTag(reference, text)
  return { domain: reference.domain, path: reference.path, tag: undefined, digest: text }
}

/** Adds `latest` to a name that has neither tag nor digest (reference.TagNameOnly). */
export const withDefaultTag = (reference: ImageReference): ImageReference =>
  reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: defaultTag } : reference

/** `docker.io/library/busybox`. */
export const repositoryName = ({ domain, path }: ImageReference): string => `${domain}/${path}`

/** `docker.io/library/busybox:latest`: how the store names it. */
export const fullName = (reference: ImageReference): string => `${repositoryName(reference)}${suffix(reference)}`

/** `busybox`: how people name the repository. */
export const familiarRepository = ({ domain, path }: ImageReference): string => {
  if (domain !== defaultDomain) return `${domain}/${path}`
  return path.startsWith('library/') ? path.slice('library/'.length) : path
}

/** `busybox:latest`: how people name the image. */
export const familiarName = (reference: ImageReference): string =>
  `${familiarRepository(reference)}${suffix(reference)}`

const suffix = ({ tag, digest }: ImageReference): string =>
  `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
