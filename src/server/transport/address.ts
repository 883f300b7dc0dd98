import { existsSync } from 'node:fs'
import { chmod, rm, stat } from 'node:fs/promises'
import net from 'node:net'
import { dirname, normalize } from 'node:path'

/** Where to listen. */
export interface Host {
  readonly text: string
  /** TCP: reached by others than those who may open a file. TLS is for it alone, as with dockerd. */
  readonly isNetwork: boolean
  readonly place: { readonly path: string } | { readonly hostname: string; readonly port: number }
  unlink(): Promise<void>
}

/** A host that cannot be listened on, said in one line. */
export class AddressError extends Error {}

const nothing = async (): Promise<void> => {}

export const parseHost = (text: string): Host => {
  const unix = /^unix:\/\/(\/.+)$/.exec(text)?.[1]
  if (unix) return { text, isNetwork: false, place: { path: unix }, unlink: () => rm(unix, { force: true }) }
  const pipe = /^npipe:\/\/(\/\/.+)$/.exec(text)?.[1]
  if (pipe) return { text, isNetwork: false, place: { path: pipe.replaceAll('/', '\\') }, unlink: nothing }
  const tcp = /^tcp:\/\/(\[[0-9a-f:.]+\]|[^:/[\]]+):(\d{1,5})\/?$/i.exec(text)
  const port = Number(tcp?.[2])
  if (tcp?.[1] && port <= 65_535)
    return { text, isNetwork: true, place: { hostname: tcp[1].replace(/^\[|\]$/g, ''), port }, unlink: nothing }
  throw new AddressError(`cannot listen on ${text}: use unix:///path, tcp://127.0.0.1:port or npipe:////./pipe/name`)
}

/** The files of those hosts that are unix sockets. */
export const socketPaths = (hosts: readonly string[]): string[] =>
  hosts.flatMap(host => (host.startsWith('unix:///') ? [normalize(host.slice('unix://'.length))] : []))

const exists = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isSocket()
  } catch {
    return false
  }
}

/** Whether somebody answers at a socket file; one without an owner is what a killed process leaves behind. */
const answers = (path: string): Promise<boolean> =>
  new Promise(resolve => {
    const probe = net.connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })

const listening = (front: net.Server, options: net.ListenOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    front.once('error', reject)
    front.listen(options, () => {
      front.off('error', reject)
      resolve()
    })
  })

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there; stop it or choose another host',
  EACCES: 'this user may not; choose another host',
  ENOENT: 'the folder does not exist; make it or choose another path',
  ENOTFOUND: 'there is no such host name',
  EADDRNOTAVAIL: 'the address is not one of this machine',
}

/** libuv says EACCES of a socket whose folder does not exist (src/unix/pipe.c). */
const codeOf = (host: Host, error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const folder = 'path' in host.place && host.text.startsWith('unix:') ? dirname(host.place.path) : undefined
  return code === 'EACCES' && folder !== undefined && !existsSync(folder) ? 'ENOENT' : code
}

const failure = (host: Host, error: unknown): AddressError => {
  const code = codeOf(host, error)
  return new AddressError(`cannot listen on ${host.text}: ${reasons[code] ?? String(error)}`)
}

/** Starts to listen; answers the host with the port that was chosen. */
export const bind = async (front: net.Server, host: Host): Promise<string> => {
  const { place } = host
  try {
    if (!('path' in place)) {
      await listening(front, { host: place.hostname, port: place.port })
      const address = front.address()
      const port = typeof address === 'object' ? address?.port : undefined
      return host.text.replace(/:\d+\/?$/, `:${port ?? place.port}`)
    }
    if (await exists(place.path)) {
      if (await answers(place.path)) throw Object.assign(new Error('in use'), { code: 'EADDRINUSE' })
      await rm(place.path, { force: true })
    }
    await listening(front, { path: place.path })
    if (host.text.startsWith('unix:')) await chmod(place.path, 0o600)
    return host.text
  } catch (error) {
    throw failure(host, error)
  }
}
