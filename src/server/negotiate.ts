import { type ApiVersion, apiVersions, compareVersions } from '../../spec/version.ts'
import { type DockerError, invalid } from '../state/error.ts'
import { has } from '../state/profile/changes.ts'
import { does } from '../state/profile/podman/quirks.ts'
import type { Profile } from '../state/profile/profile.ts'

const prefix = /^\/v([0-9.]+)(?=\/)/

/** The version a path asks for: `1.43` of `/v1.43/info`. */
export const requestedVersion = (target: string): ApiVersion | undefined =>
  target.charCodeAt(1) === 0x76 ? prefix.exec(target)?.[1] : undefined

/** The path without its version: every operation has one path, and serves all versions from it. */
export const withoutVersion = (path: string): string => (path.charCodeAt(1) === 0x76 ? path.replace(prefix, '') : path)

const refusalOf = (version: ApiVersion, { minApiVersion, apiVersion }: Profile): DockerError | undefined => {
  if (compareVersions(version, minApiVersion) < 0)
    return invalid(
      `client version ${version} is too old. Minimum supported API version is ${minApiVersion}, please upgrade your client to a newer version`,
    )
  if (compareVersions(version, apiVersion) > 0)
    return invalid(`client version ${version} is too new. Maximum supported API version is ${apiVersion}`)
  return undefined
}

/**
 * Why a version is refused (moby daemon/server/middleware/version.go). Nearly every request has a version and nearly
 * every version is fine, so those are known beforehand; `01.43` and other spellings are compared number by number.
 */
export const createNegotiation = (profile: Profile): ((version: ApiVersion) => DockerError | undefined) => {
  if (does(profile, 'servesAnyVersion')) return () => undefined
  const served = new Set(apiVersions.filter(version => refusalOf(version, profile) === undefined))
  return version => (served.has(version) ? undefined : refusalOf(version, profile))
}

/** Errors were plain text before API 1.24. */
export const errorsArePlainText = (profile: Profile, version: ApiVersion | undefined): boolean =>
  version !== undefined &&
  compareVersions(version, '1.24') < 0 &&
  !isDeaf(profile) &&
  !does(profile, 'servesAnyVersion')

/** The version that a request is answered in: that of its path, or the newest. */
export const servedVersion = (profile: Profile, asked: ApiVersion | undefined): ApiVersion =>
  asked === undefined || does(profile, 'servesAnyVersion') ? profile.apiVersion : asked

const isDeaf = (profile: Profile): boolean => has(profile, 'oldClientsReadJson') && !has(profile, 'oldClientsReadText')
