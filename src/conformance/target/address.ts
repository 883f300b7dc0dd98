import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a client shows and whom it believes, as PEM. */
interface Certificates {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** A socket of the file system, or a port of a host. */
interface Place {
  readonly socketPath?: string
  readonly host?: string
  readonly port?: number
}

/** Where a daemon listens, as Node's `http.request` wants it. */
export interface Address {
  readonly secure: boolean
  readonly options: Place & Partial<Certificates>
  /** Whether it is on this machine: nothing else is touched unless the user says so. */
  readonly isLocal: boolean
}

/** The target cannot be used as it is written: one line that says why. */
export class AddressError extends Error {}

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host)

/** Client certificates where the docker command has them: DOCKER_CERT_PATH, by dockerd's names. */
const certificates = (folder: string | undefined): Certificates => {
  if (folder === undefined)
    throw new AddressError('tls:// wants DOCKER_CERT_PATH to name the folder of ca.pem, cert.pem and key.pem')
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      throw new AddressError(`${join(folder, name)} cannot be read`)
    }
  }
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') }
}

/** `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port` and `tls://host:port`. */
export const parseAddress = (text: string, certificateFolder?: string): Address => {
  const path = /^unix:\/\/(\/.+)$/.exec(text)?.[1] ?? /^npipe:\/\/(\/\/.+)$/.exec(text)?.[1]?.replaceAll('/', '\\')
  if (path !== undefined) return { secure: false, options: { socketPath: path }, isLocal: true }
  const [, scheme, bracketed = '', port] =
    /^(tcp|tls|http|https):\/\/(\[[0-9a-f:.]+\]|[^:/[\]]+):(\d{1,5})\/?$/i.exec(text) ?? []
  if (scheme === undefined)
    throw new AddressError(
      `${text} is no target: use fake:, spawn:dockerd, unix:///path, tcp://host:port or tls://host:port`,
    )
  const host = bracketed.replace(/^\[|\]$/g, '')
  const secure = scheme === 'tls' || scheme === 'https'
  return {
    secure,
    options: { host, port: Number(port), ...(secure ? certificates(certificateFolder) : {}) },
    isLocal: isLoopback(host),
  }
}
