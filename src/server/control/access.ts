import type { ApiRequest } from '../request.ts'
import { ControlRefusal } from './route.ts'

export interface AccessRules {
  /** Asked of everybody who comes over the network, as `Authorization: Bearer …`. */
  readonly token?: string | undefined
}

const withoutPort = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

/** A name that a page cannot have made up: an address says where it leads, and `localhost` leads here. */
const isOwnName = (host: string): boolean =>
  /^(localhost|(.+\.)?localhost\.?|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\])$/.test(withoutPort(host))

/** Whether a browser speaks for a page that did not come from this machine, whatever name that gave itself. */
const isForeign = (origin: string): boolean =>
  !/^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(origin)

/** Takes as long wherever the first difference is. */
const isSame = (left: string, right: string): boolean => {
  let difference = left.length ^ right.length
  for (let index = 0; index < left.length; index++) difference |= left.charCodeAt(index) ^ right.charCodeAt(index)
  return difference === 0
}

/**
 * Who may control the fake. Whoever can open its unix socket may. Over the network a page that rebinds its name to
 * this machine would be let in by an address alone: the name that it was asked for by gives it away.
 */
export const checkAccess = (request: ApiRequest, { token }: AccessRules): void => {
  const origin = request.header('origin')
  if (origin !== undefined && isForeign(origin))
    throw new ControlRefusal(403, 'pages of other sites may not control mockerd')
  if (!request.overNetwork) return
  if (token !== undefined) {
    const [, given = ''] = /^Bearer (.+)$/i.exec(request.header('authorization') ?? '') ?? []
    if (isSame(given, token)) return
    throw new ControlRefusal(401, 'this mockerd asks for its control token: Authorization: Bearer TOKEN')
  }
  const host = request.header('host') ?? ''
  if (isOwnName(host)) return
  const hint = 'ask by address or localhost, or start mockerd with --control-token'
  throw new ControlRefusal(403, `the host ${JSON.stringify(host)} may be a page's: ${hint}`)
}
