import { type Fields, isFields } from '../fields.ts'
import type { House, Reference } from './house.ts'

/** By lower-case name: Go takes `hostconfig` for `HostConfig`. What is spelled with other letters than ours is kept. */
export const fieldsOf = (value: unknown): Fields =>
  isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each])) : {}

/** Keys that are data, and compared letter by letter. */
const dataKeys = ['labels', 'annotations', 'sysctls', 'volumes', 'tmpfs', 'options', 'endpointsconfig']

/** Whether a field has two spellings, or letters that Go takes for others: daemons differ in what they take. */
export const isAmbiguous = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isAmbiguous)
  if (!isFields(value)) return false
  const keys = Object.keys(value)
  return (
    keys.some(key => /[\u017f\u212a]/.test(key)) ||
    new Set(keys.map(key => key.toLowerCase())).size !== keys.length ||
    Object.entries(value).some(([key, each]) =>
      dataKeys.includes(key.toLowerCase()) && isFields(each) ? isAmbiguous(Object.values(each)) : isAmbiguous(each),
    )
  )
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const textOr = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A value of one setting: what it refers to, or why not. */
type Verdict = readonly Reference[] | string
type Judge = (value: unknown, house: House) => Verdict

const fine: Judge = () => []

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === 0 ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

const nothing: Judge = value => (isNothing(value) ? [] : 'a setting that reaches beyond the container')

const oneOf =
  (...values: readonly string[]): Judge =>
  value =>
    isNothing(value) || typeof value !== 'string' || values.includes(value)
      ? []
      : 'a value that may reach beyond the container'

/** `nonsense` is what the suite calls what nobody has. */
const nobodys = 'nonsense'

const container = (name: string): Reference => ({ kind: 'container', name })
const network = (name: string): Reference => ({ kind: 'network', name })
const volume = (name: string): Reference => ({ kind: 'volume', name, exists: true })

/** A namespace: its own, that of a container of ours, never the machine's. */
const namespace =
  (...values: readonly string[]): Judge =>
  (value, house) =>
    typeof value === 'string' && value.startsWith('container:')
      ? [container(value.slice('container:'.length))]
      : oneOf(...values, nobodys)(value, house)

const networkNames = ['default', 'bridge', 'none', 'nat']

const networkMode: Judge = value => {
  const mode = textOr(value)
  if (mode.startsWith('container:')) return [container(mode.slice('container:'.length))]
  return mode === '' || networkNames.includes(mode) ? [] : [network(mode)]
}

const eachOf =
  (judge: Judge): Judge =>
  (value, house) => {
    const verdicts = listOf(value).map(each => judge(each, house))
    return verdicts.find(each => typeof each === 'string') ?? (verdicts as Reference[][]).flat()
  }

/** `volume:/place:options`; a place alone is a volume without a name. */
const bind: Judge = value => {
  if (typeof value !== 'string') return []
  const [source = '', place] = value.split(':')
  if (place === undefined) return []
  return /[/\\.~]/.test(source[0] ?? '') ? 'a folder of the machine' : [volume(source)]
}

const mount: Judge = (value, house) => {
  const { type, source, volumeoptions, bindoptions, imageoptions, clusteroptions } = fieldsOf(value)
  if (![bindoptions, imageoptions, clusteroptions].every(isNothing)) return 'a mount of something else than a volume'
  if (!isNothing(fieldsOf(volumeoptions).driverconfig)) return 'a volume driver with options'
  if (type === 'tmpfs' || type === nobodys) return []
  if (type === 'volume' || isNothing(type)) return isNothing(source) ? [] : [volume(textOr(source))]
  if (type === 'image') return house.isUsableImage(source) ? [] : 'an image of somebody else'
  return 'a folder of the machine'
}

const fromContainer = (value: unknown): readonly Reference[] => [container(textOr(value).split(':')[0] ?? '')]

const security: Judge = (value, house) =>
  eachOf(oneOf('no-new-privileges', 'no-new-privileges:true', 'no-new-privileges=true'))(value, house)

const sysctls: Judge = value =>
  Object.keys(fieldsOf(value)).every(key => key.startsWith('net.')) ? [] : 'a setting of the kernel'

const logConfig: Judge = (value, house) => oneOf('json-file', 'local', 'none', nobodys)(fieldsOf(value).type, house)

/** Capabilities that docker gives without being asked. */
const capabilities =
  /^(CAP_)?(CHOWN|DAC_OVERRIDE|FSETID|FOWNER|MKNOD|NET_RAW|SETGID|SETUID|SETFCAP|SETPCAP|NET_BIND_SERVICE|SYS_CHROOT|KILL|AUDIT_WRITE)$/i

const capAdd: Judge = value =>
  listOf(value).every(each => typeof each !== 'string' || capabilities.test(each) || /nonsense/i.test(each))
    ? []
    : 'a capability that docker does not give by itself'

/** What HostConfig may say on a daemon that is not ours alone; what is not listed may not be said. */
const hostSettings: Readonly<Record<string, Judge>> = {
  ...Object.fromEntries(
    [
      'annotations,autoremove,blkioweight,capdrop,consolesize,containeridfile,cpucount,cpupercent,cpuperiod,cpuquota',
      'cpurealtimeperiod,cpurealtimeruntime,cpusetcpus,cpusetmems,cpushares,dns,dnsoptions,dnssearch,extrahosts,groupadd',
      'init,iomaximumbandwidth,iomaximumiops,isolation,kernelmemory,kernelmemorytcp,memory,memoryreservation,memoryswap',
      'memoryswappiness,nanocpus,oomkilldisable,oomscoreadj,pidslimit,portbindings,publishallports,readonlyrootfs',
      'restartpolicy,shmsize,storageopt,tmpfs,ulimits',
    ]
      .join(',')
      .split(',')
      .map(key => [key, fine]),
  ),
  binds: eachOf(bind),
  mounts: eachOf(mount),
  networkmode: networkMode,
  ipcmode: namespace('private', 'shareable', 'none'),
  pidmode: namespace(),
  utsmode: oneOf(nobodys),
  usernsmode: oneOf(nobodys),
  cgroupnsmode: oneOf('private', nobodys),
  volumesfrom: eachOf(fromContainer),
  links: eachOf(fromContainer),
  capadd: capAdd,
  securityopt: security,
  sysctls,
  logconfig: logConfig,
  runtime: oneOf('runc', nobodys),
  volumedriver: oneOf('local', nobodys),
}

/** What the settings of a container on a network refer to. */
export const endpointReferences = (value: unknown): readonly Reference[] => {
  const { links, networkid } = fieldsOf(value)
  return [...listOf(links).flatMap(fromContainer), ...(isNothing(networkid) ? [] : [network(textOr(networkid))])]
}

export const networkingReferences = (value: unknown): readonly Reference[] =>
  Object.entries(fieldsOf(value).endpointsconfig ?? {}).flatMap(([name, endpoint]) => [
    ...(networkNames.includes(name) ? [] : [network(name)]),
    ...endpointReferences(endpoint),
  ])

/** What the settings of a container refer to; a text: why a daemon that is not ours alone may not hear of them. */
export const judgeHostConfig = (value: unknown, house: House): Verdict => {
  const found: Reference[] = []
  for (const [key, setting] of Object.entries(fieldsOf(value))) {
    const judge = Object.hasOwn(hostSettings, key) ? hostSettings[key] : undefined
    const verdict = (judge ?? nothing)(setting, house)
    if (typeof verdict === 'string') return `${key}: ${verdict}`
    found.push(...verdict)
  }
  return found
}
