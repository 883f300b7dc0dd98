import { type ApiVersion, compareVersions } from '../../spec/version.ts'
import { type DockerError, invalid } from '../state/error.ts'
import type { Profile } from '../state/profile/profile.ts'

const prefix = /^\/v([0-9.]+)(?=\/)/

/** The version a path asks for: `1.43` of `/v1.43/info`. */
export const requestedVersion = (target: string): ApiVersion | undefined =>
  target.charCodeAt(1) === 0x76 ? prefix.exec(target)?.[1] : undefined

/** The path without its version: every operation has one path, and serves all versions from it. */
export const withoutVersion = (path: string): string => (path.charCodeAt(1) === 0x76 ? path.replace(prefix, '') : path)

/** Why a version is refused (moby daemon/server/middleware/version.go). */
export const versionRefusal = (version: ApiVersion, profile: Profile): DockerError | undefined => {
  if (compareVersions(version, profile.minApiVersion) < 0)
    return invalid(
      `client version ${version} is too old. Minimum supported API version is ${profile.minApiVersion}, please upgrade your client to a newer version`,
    )
  if (compareVersions(version, profile.apiVersion) > 0)
    return invalid(`client version ${version} is too new. Maximum supported API version is ${profile.apiVersion}`)
  return undefined
}

/** Errors were plain text before API 1.24. */
export const errorsArePlainText = (version: ApiVersion | undefined): boolean =>
  version !== undefined && compareVersions(version, '1.24') < 0
