import type { Engine } from '../engine.ts'
import { DockerError, type ErrorKind, internal, notFound, notImplemented } from '../error.ts'
import { familiarName, fullName, type ImageReference, parseReference, withDefaultTag } from '../image/reference.ts'
import { isBefore29 } from '../profile/profile.ts'
import { cataloguePlugin } from './catalogue.ts'
import type { PluginPackage } from './entity.ts'

/** A plugin's name in a registry, and the name it gets here when nobody asks for another. */
export interface RemoteName {
  readonly reference: ImageReference
  readonly localName: string
}

/** With tag and digest the digest says what is fetched and the tag how it is called (moby parseRemoteRef, getName). */
export const parseRemoteName = ({ profile }: Engine, remote: string): RemoteName => {
  const named = withDefaultTag(parseOr(isBefore29(profile) ? 'internal' : 'invalid', remote))
  if (named.digest === undefined) return { reference: named, localName: familiarName(named) }
  const local = withDefaultTag({ ...named, digest: undefined })
  return { reference: { ...named, tag: undefined }, localName: familiarName(local) }
}

/** The name that a client gives; a bad one is not called the client's mistake. */
export const parseLocalName = (name: string): string => {
  const reference = parseOr('internal', name)
  if (reference.digest !== undefined) throw internal('cannot use digest in plugin tag')
  return familiarName(withDefaultTag(reference))
}

/** Reads a name; whose mistake a bad one is depends on who reads it. */
const parseOr = (kind: ErrorKind, name: string): ImageReference => {
  try {
    return parseReference(name)
  } catch (error) {
    throw error instanceof DockerError ? new DockerError(kind, error.message) : error
  }
}

const hub = 'docker.io'

/** Where containerd's resolver looks. */
const manifestUrl = ({ domain, path, tag, digest }: ImageReference): string =>
  `https://${domain === hub ? 'registry-1.docker.io' : domain}/v2/${path}/manifests/${digest ?? tag ?? ''}`

const accessDenied =
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'

/** What the registry has under that name: the built-in catalogue on Docker Hub, what was pushed anywhere else. */
export const findRemote = (engine: Engine, reference: ImageReference): PluginPackage => {
  requireSimulated(engine, reference)
  const refuse = (error: DockerError): never => {
    throw error.wrap('error resolving plugin reference')
  }
  const host = reference.domain === hub ? 'registry-1.docker.io' : reference.domain
  if (engine.registry.isUnreachable)
    return refuse(
      internal(`failed to do request: Head "${manifestUrl(reference)}": dial tcp: lookup ${host}: no such host`),
    )
  const found = engine.plugins.pushed.get(fullName(reference)) ?? cataloguePlugin(reference)
  if (found === 'no such repository') return refuse(internal(accessDenied))
  return found ?? refuse(notFound(`${fullName(reference)}: not found`))
}

/** Plugins never leave this process: a real registry gets images only. */
const requireSimulated = ({ registry }: Engine, { domain }: ImageReference): void => {
  if (!registry.isSimulated(domain))
    throw notImplemented(`mockerd does not exchange plugins with real registries such as ${domain}`)
}

/** Nobody has an account at the simulated Docker Hub; any other registry takes whoever comes. */
export const verifyPush = (engine: Engine, reference: ImageReference): void => {
  requireSimulated(engine, reference)
  if (engine.registry.isUnreachable || reference.domain === hub)
    throw internal(
      'error pushing plugin: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    )
}
