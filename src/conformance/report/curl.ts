import type { TraceEntry } from '../client.ts'

/** A word of a POSIX shell, in which `$id1` stands for what a request before it made. */
const word = (text: string, ids: ReadonlyMap<string, string>): string => {
  let rest = text.replace(/[\\"$`]/g, '\\$&')
  for (const [id, variable] of ids) rest = rest.replaceAll(id, `\${${variable}}`)
  return /^[\w@%+=:,./-]+$/.test(rest) ? rest : `"${rest}"`
}

/** How curl reaches a target by its name; undefined for those that are gone with the run. */
const reach = (target: string): string | undefined => {
  const path = /^unix:\/\/(.+)$/.exec(target)?.[1]
  if (path !== undefined) return `--unix-socket ${word(path, new Map())} http://docker`
  if (target.startsWith('tcp://')) return `http://${target.slice('tcp://'.length)}`
  if (target.startsWith('tls://'))
    return `--cacert "$DOCKER_CERT_PATH/ca.pem" --cert "$DOCKER_CERT_PATH/cert.pem" --key "$DOCKER_CERT_PATH/key.pem" https://${target.slice('tls://'.length)}`
  return undefined
}

/** What the daemon calls what it has just made. */
export const createdId = ({ method, status, reply = '' }: TraceEntry): string | undefined =>
  method === 'POST' && status === 201 ? /"Id":\s*"(\w{12,})"/.exec(reply)?.[1] : undefined

const bodyOf = ({ body }: TraceEntry, ids: ReadonlyMap<string, string>): string => {
  if (body === undefined) return ''
  // A body that is no text, such as an archive, is not kept whole.
  if (/[^\t\n\r\P{Cc}]|\uFFFD/u.test(body)) return ' --data-binary @-'
  return ` -H "Content-Type: application/json" -d ${word(body, ids)}`
}

/** The requests of a trace as commands of a shell, one a line; ids that the daemon gives are taken over from answer to request. */
export const curlOf = (trace: readonly TraceEntry[], target: string): string[] => {
  const host = reach(target) ?? '--unix-socket "$SOCKET" http://docker'
  const ids = new Map<string, string>()
  return trace.map(entry => {
    const method = entry.method === 'HEAD' ? '-I' : entry.method === 'GET' ? '' : `-X ${entry.method} `
    const path = word(entry.target, ids)
    const command = `curl -sS ${method === '-I' ? '-I ' : method}${host}${path}${bodyOf(entry, ids)}`
    const id = createdId(entry)
    if (id === undefined) return command
    const variable = `id${ids.size + 1}`
    ids.set(id, variable)
    return `${variable}=$(${command} | sed -n 's/.*"Id": *"\\([^"]*\\)".*/\\1/p')`
  })
}
