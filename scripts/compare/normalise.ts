/** Takes out of an answer what no two daemons share: ids, times, addresses, places on disk, sizes. */
import type { Answer } from './send.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

const textRules: readonly (readonly [RegExp, string])[] = [
  [/sha256:[0-9a-f]{64}/g, '<digest>'],
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, '<mac>'],
  [/\b172\.\d+\.\d+\.\d+\b/g, '<ip>'],
  [/\b(Up|Exited \(\d+\)|Restarting \(\d+\)) (Less than a second|\d+ seconds?)/g, '$1 <a moment>'],
  [/"\/[^"]*\/containers\/<id>/g, '"<root>/containers/<id>'],
  [/\/(?:var|tmp)[\w./-]*\/(containers\/<id>|volumes\/[\w.-]+\/_data)/g, '<root>/$1'],
  [/\b[0-9a-f]{12}\b/g, '<short id>'],
  [/\bname=[a-z]+_[a-z]+\b|(?<="\/)[a-z]+_[a-z]+(?=")/g, '<generated name>'],
  [/\/(?:var\/)?run\/[\w./-]*\/?netns\/<short id>/g, '<sandbox key>'],
  [/\/[\w./-]*<sandbox key>/g, '<sandbox key>'],
]

export const normaliseText = (text: string): string => {
  let result = text.replace(/0001-01-01T00:00:00Z/g, '<never>')
  for (const [pattern, replacement] of textRules) result = result.replace(pattern, replacement)
  return result
}

/** Numbers and texts that only have to be of the same kind. */
const ownKeys = new Set(
  (
    'Pid time timeNano Created SizeRw SizeRootFs SpaceReclaimed execDuration mtime usage total_usage usage_in_kernelmode ' +
    'usage_in_usermode system_cpu_usage online_cpus limit rx_bytes rx_packets tx_bytes tx_packets num_procs current ' +
    'NFd NGoroutines NEventsListener MemTotal NCPU KernelVersion OperatingSystem OSVersion SystemTime ID Name ' +
    'ServerVersion Version GoVersion GitCommit BuildTime ApiVersion MinAPIVersion DockerRootDir size reclaimed ' +
    'GwPriority_ Size LayersSize SharedSize value'
  ).split(' '),
)

/** Maps of counters whose keys depend on the kernel. */
const opaqueKeys = new Set([
  // The defaults' order has changed.
  'MaskedPaths',
  'stats',
  'GraphDriver',
  'Storage',
  'DriverStatus',
  'Data',
  'ImageManifestDescriptor',
  'io_service_bytes_recursive',
])

const kind = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

/** A line of a history that the image below brought along: the two daemons' busybox came from different hands. */
const isOfBase = (item: Json): boolean =>
  isRecord(item) && /^(ADD busybox|BusyBox .*|CMD \["sh"\])$/.test(String(item.CreatedBy))

const normaliseValue = (value: Json, key: string): Json => {
  if (opaqueKeys.has(key)) return `<${kind(value)}>`
  if (ownKeys.has(key) && (typeof value === 'number' || (typeof value === 'string' && key !== 'Name')))
    return `<${kind(value)}>`
  if (Array.isArray(value)) return value.filter(item => !isOfBase(item)).map(item => normaliseValue(item, ''))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, normaliseValue(item, name)]))
  return value
}

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const octal = (block: Buffer, from: number, to: number): number =>
  Number.parseInt(block.toString('latin1', from, to).replace(/[\0 ]+$/, ''), 8) || 0

/** One line per entry: what `tar tv` would say, without times. */
const tarEntries = (bytes: Buffer): string[] => {
  const lines: string[] = []
  for (let offset = 0; offset + 512 <= bytes.length; ) {
    const block = bytes.subarray(offset, offset + 512)
    if (block.every(byte => byte === 0)) break
    const field = (from: number, to: number): string => block.toString('utf8', from, to).replace(/\0.*$/s, '')
    const size = octal(block, 124, 136)
    const type = field(156, 157)
    if (type !== 'x' && type !== 'g')
      lines.push(
        `${type} ${octal(block, 100, 108).toString(8)} ${octal(block, 108, 116)}:${octal(block, 116, 124)} ${size} ` +
          `${field(0, 100)}${field(157, 257) && ` -> ${field(157, 257)}`}`,
      )
    offset += 512 + Math.ceil(size / 512) * 512
  }
  return lines
}

const comparedHeaders = [
  'content-type',
  'content-encoding',
  'cache-control',
  'pragma',
  'connection',
  'upgrade',
  'builder-version',
  'swarm',
  'docker-experimental',
  'ostype',
  'location',
  'x-content-type-options',
]

/** Headers whose value is a daemon's own, and whose presence is not. */
const presentHeaders = ['api-version', 'server', 'date']

const pathStat = (header: string): Json => {
  const stat = parseJson(Buffer.from(header, 'base64').toString())
  return stat === undefined ? header : normaliseValue(stat, '')
}

const rawText = (bytes: Buffer): string => {
  const text = bytes.toString('latin1').replace(/\r\nDate: [^\r]*/g, '\r\nDate: <date>')
  const versions = text
    .replace(/Api-Version: [\d.]+/g, 'Api-Version: <version>')
    .replace(/Server: [^\r]*/g, 'Server: <server>')
  return normaliseText(versions)
}

/** A network's containers by their names, because no two daemons share ids. */
const byName = (document: Json | undefined): Json | undefined => {
  if (!isRecord(document) || !isRecord(document.Containers)) return document
  const named = Object.values(document.Containers).map(each => [isRecord(each) ? String(each.Name) : '', each] as const)
  return { ...document, Containers: Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1))) }
}

const bodyOf = (answer: Answer): Json => {
  if (answer.status === 0) return rawText(answer.body)
  if (answer.headers['content-type'] === 'application/x-tar' && answer.status === 200) return tarEntries(answer.body)
  const text = answer.body.toString('latin1')
  const lines = Buffer.from(text, 'latin1').toString().split('\n').filter(Boolean)
  const documents = lines.map(parseJson).map(byName)
  if (lines.length > 0 && !documents.includes(undefined)) {
    const values = documents.map(value => normaliseValue(parseJson(normaliseText(JSON.stringify(value))) ?? null, ''))
    return values.length === 1 && text.endsWith('\n')
      ? (values[0] ?? null)
      : [text.endsWith('\n') ? 'lines' : 'no line end', ...values]
  }
  return normaliseText(text)
}

export type Normal = Json

const byText = (a: Json, b: Json): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

export const normalise = (answer: Answer, sorted = false): Normal => {
  const headers: Record<string, Json> = {}
  for (const name of comparedHeaders) if (answer.headers[name] !== undefined) headers[name] = answer.headers[name]
  for (const name of presentHeaders) if (answer.headers[name] !== undefined) headers[name] = '<present>'
  const { 'content-length': length, 'transfer-encoding': transfer } = answer.headers
  headers.length = answer.body.length > 2048 ? '<long>' : length !== undefined ? 'content-length' : (transfer ?? 'none')
  const stat = answer.headers['x-docker-container-path-stat']
  if (stat !== undefined) headers['x-docker-container-path-stat'] = pathStat(stat)
  const body = bodyOf(answer)
  const inOrder = sorted && Array.isArray(body) ? [...body].sort(byText) : body
  return { status: answer.status, headers, whole: answer.isWhole, body: inOrder }
}

export interface Difference {
  readonly where: string
  readonly left: Json | undefined
  readonly right: Json | undefined
}

/** Every place where two values are not the same, by its path. */
export const differences = (left: Json | undefined, right: Json | undefined, where = ''): Difference[] => {
  if (JSON.stringify(left) === JSON.stringify(right)) return []
  const isObject = isRecord(left) && isRecord(right)
  if (isObject) {
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])]
    return names.flatMap(name => differences(left[name], right[name], where === '' ? name : `${where}.${name}`))
  }
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return left.flatMap((item, index) => differences(item, right[index], `${where}[${index}]`))
  return [{ where, left, right }]
}

/** Of two refusals, or a refusal and a success, only the status and the words say anything. */
export const answerDifferences = (left: Normal, right: Normal): Difference[] => {
  const found = differences(left, right)
  if (!found.some(({ where }) => where === 'status')) return found
  const brief = (side: Normal): Json => {
    const text = isRecord(side) ? JSON.stringify(side.body) : ''
    return `${isRecord(side) ? side.status : ''} ${text.slice(0, 400)}`
  }
  return [{ where: 'answer', left: brief(left), right: brief(right) }]
}

/** The lines that only one side has, in their order; the place where they stand is not told. */
export const lineDifferences = (left: readonly string[], right: readonly string[]): Difference[] => {
  if (left.join('\n') === right.join('\n')) return []
  let first = 0
  while (left[first] === right[first]) first++
  let last = 1
  while (left.length - last > first && right.length - last > first && left.at(-last) === right.at(-last)) last++
  const middle = (lines: readonly string[]): string[] => lines.slice(first, lines.length - last + 1)
  return [{ where: `after ${first} same`, left: middle(left), right: middle(right) }]
}

const isOfNetwork = (line: string | undefined): boolean => /^network (dis)?connect /.test(line ?? '')

/** A container comes to its networks, and leaves them, in any order. */
const sortNetworks = (lines: string[]): void => {
  for (let first = 0; first < lines.length; first++) {
    let last = first
    const action = lines[first]?.split(' ', 2).join(' ') ?? ''
    while (isOfNetwork(lines[last]) && lines[last]?.startsWith(`${action} `)) last++
    if (last > first) lines.splice(first, last - first, ...lines.slice(first, last).sort())
    first = Math.max(first, last - 1)
  }
}

/** One line per event. `stop` and `die` may come in either order: both are written at the same moment. */
export const eventLines = (body: Buffer): string[] => {
  const lines = body
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const { Type, Action, Actor, status, from } = JSON.parse(line)
      const attributes = Object.entries(Actor.Attributes ?? {}).filter(([name]) => name !== 'execDuration')
      const shown = attributes.map(([name, value]) => `${name}=${value}`).sort()
      const names = [
        Type,
        Action,
        status === undefined ? '' : `status=${status}`,
        from === undefined ? '' : `from=${from}`,
      ]
      return normaliseText([...names, ...shown].filter(Boolean).join(' '))
    })
  sortNetworks(lines)
  for (let index = 1; index < lines.length; index++) {
    const [before = '', after = ''] = lines.slice(index - 1, index + 1)
    if (before.startsWith('container die') && after.startsWith('container stop'))
      lines.splice(index - 1, 2, after, before)
  }
  return lines
}
