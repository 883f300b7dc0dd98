import type { OperationId } from '../../../spec/index.ts'
import type { Entry, ObjectKind } from '../ledger.ts'
import { entry } from './house.ts'
import { builds, commitsContainer, createsImage, loadsImages, prunesCache, pushes, tagsImage } from './image-rules.ts'
import type { Intent } from './intent.ts'
import { absent, filtered, isNothing, isOnThisMachine, named, own, queryNames, type Rule, unlabelled } from './rule.ts'
import { endpointReferences, fieldsOf, judgeHostConfig, networkingReferences, textOr } from './settings.ts'

/** Daemons give a name to what is asked for with an empty body, and refuse what they cannot read. */
const bodyName =
  (kind: ObjectKind) =>
  ({ body, bytes }: Intent): Entry[] =>
    body === undefined && bytes !== undefined && bytes.length > 0 ? [] : [entry(kind, textOr(fieldsOf(body).name))]

const createsContainer: Rule = {
  makes: ({ query }) => queryNames(query, 'container', 'name'),
  refers: ({ body }, house) => {
    const verdict = judgeHostConfig(fieldsOf(body).hostconfig, house)
    return [...networkingReferences(fieldsOf(body).networkingconfig), ...(typeof verdict === 'string' ? [] : verdict)]
  },
  refuses: (intent, house) => {
    const { image, hostconfig } = fieldsOf(intent.body)
    const verdict = judgeHostConfig(hostconfig, house)
    if (typeof verdict === 'string') return verdict
    const hasImage = typeof image === 'string' && image !== ''
    return hasImage && !house.isUsableImage(image) ? 'an image of somebody else' : unlabelled(intent, house)
  },
}

/** Resources and the restart policy, at the top of the body. */
const updatesContainer: Rule = {
  refers: named('container'),
  refuses: ({ body }, house) => {
    const verdict = judgeHostConfig(body, house)
    return typeof verdict === 'string' ? verdict : undefined
  },
}

const privateAddress =
  /^(10\.\d+|172\.(1[6-9]|2\d|3[01])|192\.168|198\.1[89])\.[\d.]+\/(1[6-9]|2\d|3[0-2])$|^fd[0-9a-f:]+\/(4[89]|[5-9]\d|1[0-2]\d)$/i

const createsNetwork: Rule = {
  makes: bodyName('network'),
  refers: ({ body }) => {
    const from = fieldsOf(fieldsOf(body).configfrom).network
    return isNothing(from) ? [] : [{ kind: 'network', name: textOr(from) }]
  },
  refuses: (intent, house) => {
    const { driver, options, scope, ingress, ipam } = fieldsOf(intent.body)
    if (!['', 'bridge', 'host', 'null', 'nonsense'].includes(textOr(driver))) return 'a driver that reaches the machine'
    if (Object.keys(fieldsOf(options)).some(key => /bridge\.name|parent|container_iface/.test(key)))
      return 'an interface of the machine'
    if (!isNothing(ingress) || !['', 'local'].includes(textOr(scope))) return 'a network of a swarm'
    const pools = fieldsOf(ipam).config
    const subnets = (Array.isArray(pools) ? pools : []).map(each => textOr(fieldsOf(each).subnet))
    if (subnets.some(each => each.includes('/') && !privateAddress.test(each))) return 'addresses that others may use'
    return unlabelled(intent, house)
  },
}

const createsVolume: Rule = {
  makes: bodyName('volume'),
  refuses: (intent, house) => {
    const { driver, driveropts, clustervolumespec } = fieldsOf(intent.body)
    if (!/^(local|nonsense\d*)?$/.test(textOr(driver))) return 'a driver that reaches the machine'
    const { type, device } = fieldsOf(driveropts)
    const isTmpfs = type === 'tmpfs' && device === 'tmpfs'
    if (Object.keys(fieldsOf(driveropts)).length > 0 && !isTmpfs) return 'a folder of the machine'
    return isNothing(clustervolumespec) ? unlabelled(intent, house) : 'a volume of a swarm'
  },
}

const joins: Rule = {
  refers: ({ path, body }) => [
    { kind: 'network', name: path.id ?? '' },
    ...(body === undefined ? [] : [{ kind: 'container', name: textOr(fieldsOf(body).container) } as const]),
    ...endpointReferences(fieldsOf(body).endpointconfig),
  ],
}

const renames: Rule = {
  refers: named('container'),
  makes: ({ query }) => queryNames(query, 'container', 'name'),
}

const fetchesFromElsewhere = ({ query }: Intent): string | undefined =>
  isOnThisMachine(query.get('remote') ?? '') ? undefined : 'a registry elsewhere'

const getsPlugin: Rule = {
  makes: ({ query }) => queryNames(query, 'plugin', query.has('name') ? 'name' : 'remote'),
  refuses: fetchesFromElsewhere,
}

/** Old daemons take the settings of a container when it starts, too. */
const startsContainer: Rule = {
  refers: named('container'),
  refuses: intent =>
    Object.keys(fieldsOf(intent.body)).length === 0 ? absent('checkpoint-dir')(intent) : 'settings at the start',
}

const logsIn: Rule = {
  refuses: ({ body }) => {
    const address = textOr(fieldsOf(body).serveraddress)
    return body === undefined || isOnThisMachine(`${address.replace(/^https?:\/\//, '')}/`)
      ? undefined
      : 'a registry elsewhere'
  },
}

const ownContainer = own('container')
const ownPlugin = own('plugin', 'name')

export const rules: Readonly<Partial<Record<OperationId, Rule>>> = {
  ContainerCreate: createsContainer,
  ContainerStart: startsContainer,
  ContainerStop: ownContainer,
  ContainerRestart: ownContainer,
  ContainerKill: ownContainer,
  ContainerUpdate: updatesContainer,
  ContainerRename: renames,
  ContainerPause: ownContainer,
  ContainerUnpause: ownContainer,
  ContainerAttach: ownContainer,
  ContainerAttachWebsocket: ownContainer,
  ContainerWait: ownContainer,
  ContainerResize: ownContainer,
  ContainerDelete: ownContainer,
  PutContainerArchive: ownContainer,
  ContainerExec: { ...ownContainer, refuses: absent('privileged') },
  ContainerPrune: filtered,
  ExecStart: own('execution'),
  ExecResize: own('execution'),
  CheckpointCreate: { ...own('container', 'name'), refuses: absent('checkpointdir') },
  CheckpointDelete: { ...own('container', 'name'), refuses: absent('dir') },
  NetworkCreate: createsNetwork,
  NetworkDelete: own('network'),
  NetworkConnect: joins,
  NetworkDisconnect: joins,
  NetworkPrune: filtered,
  VolumeCreate: createsVolume,
  VolumeUpdate: own('volume', 'name'),
  VolumeDelete: own('volume', 'name'),
  VolumePrune: filtered,
  ImageBuild: builds,
  BuildCancel: {
    refuses: ({ query }, house) => (house.mayBeCalled(query.get('id')) ? undefined : 'a build of somebody else'),
  },
  BuildPrune: prunesCache,
  ImageCreate: createsImage,
  ImageLoad: loadsImages,
  ImageTag: tagsImage,
  ImageCommit: commitsContainer,
  ImagePush: pushes('image'),
  ImageDelete: own('image', 'name'),
  ImagePrune: filtered,
  SystemAuth: logsIn,
  PluginPull: getsPlugin,
  PluginCreate: { makes: ({ query }) => queryNames(query, 'plugin', 'name') },
  PluginDelete: ownPlugin,
  PluginEnable: ownPlugin,
  PluginDisable: ownPlugin,
  PluginSet: ownPlugin,
  PluginUpgrade: { ...ownPlugin, refuses: fetchesFromElsewhere },
  PluginPush: pushes('plugin'),
  Session: {},
}
