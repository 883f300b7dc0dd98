import type { OperationId } from './generated/types.ts'
import type { ApiVersion } from './version.ts'

/** A documented place where real daemons differ from the published description. */
export interface Correction {
  readonly operation: OperationId
  /** What daemons do. */
  readonly what: string
  /** What the description says instead, or why daemons do it. */
  readonly reason: string
  /** The statuses the description leaves out; the operation has them as unpublished replies. */
  readonly statuses?: readonly number[]
  /** The places of the body where it is so: `[].Ports[].IP`, with `*` for keys of dictionaries. */
  readonly fields?: readonly string[]
  /** What it says in Content-Type, beside what is described; '' for nothing. */
  readonly contentTypes?: readonly string[]
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** Where it was seen: daemons that were asked, or a file of moby's source. */
  readonly evidence: string
}

const container = 'moby daemon/server/router/container/container.go'
const image = 'moby daemon/server/router/image/image.go'
const build = 'moby daemon/server/router/build/build.go'
const system = 'moby daemon/server/router/system/system.go'
const volume = 'moby daemon/server/router/volume/volume.go'
const network = 'moby daemon/server/router/network/network.go'
const plugin = 'moby daemon/server/router/plugin/plugin.go'
const cluster = 'moby daemon/server/router/swarm/cluster.go'
const asked = 'dockerd 20.10, 26.1 and 28.5, asked'

const omission = 'The description leaves the status out.'

/** A status the description does not have. */
function also(operation: OperationId, statuses: readonly number[], what: string, evidence: string): Correction {
  return { operation, what, reason: omission, statuses, evidence }
}

const sentStatuses: readonly Correction[] = [
  also('ContainerList', [404], 'Refuses a before or since that no container has.', asked),
  also('ContainerTop', [409], 'Refuses a container that is not running, or is restarting.', container),
  also('ContainerLogs', [400], 'Refuses when neither stdout nor stderr is asked for.', container),
  also('ContainerLogs', [409], 'Refuses a dead container and one being removed.', container),
  also('ContainerLogs', [501], 'Says so when the log driver cannot be read.', container),
  also('ContainerExport', [409], 'Refuses a dead container and one being removed.', 'moby daemon/export.go'),
  also('ContainerResize', [400], 'Refuses a height or width that is no number.', container),
  also('ContainerResize', [409], 'Refuses a container that is not running.', container),
  also('ContainerStart', [409], 'Refuses a container that is paused or marked for removal.', container),
  also('ContainerStop', [400], 'Refuses a timeout that is no number.', container),
  also('ContainerKill', [400], 'Refuses a signal it does not know.', asked),
  also('ContainerUpdate', [400, 409], 'Refuses bad limits, and containers in no state for them.', container),
  also('ContainerRename', [400], 'Refuses an empty name and the name it has.', container),
  also('ContainerPause', [409], 'Refuses a container that is not running, or is paused.', container),
  also('ContainerAttach', [409], 'Refuses a container that is paused or restarting.', container),
  also('ContainerAttachWebsocket', [409], 'Refuses, as JSON, before it becomes a WebSocket.', container),
  also('ContainerPrune', [400, 409], 'Refuses bad filters, and a second prune meanwhile.', container),
  also('BuildPrune', [400], 'Refuses numbers of bytes that are none.', build),
  also('ImageList', [400], 'Refuses bad filters.', asked),
  also('ImageCreate', [400, 403], 'Refuses bad references and platforms, and the name scratch.', image),
  also('ImageTag', [200], 'Does nothing, and says so, when no repository is given.', image),
  also('ImageDelete', [400], 'Refuses a blank name and bad platforms.', image),
  also('ImageSearch', [400], 'Refuses a limit outside 1 to 100.', image),
  also('ImagePrune', [400, 409], 'Refuses bad filters, and a second prune meanwhile.', image),
  also('SystemAuth', [400], 'Refuses a body that is no JSON.', system),
  also('ImageCommit', [400, 409], 'Refuses bad references and changes, and a dead container.', container),
  also('SystemDataUsage', [400], 'Refuses a type it does not know.', system),
  also('ImageGet', [400], 'Refuses bad platforms.', image),
  also('ImageGet', [404], 'Does not find the image.', asked),
  also('ImageGetAll', [404], 'Does not find an image.', asked),
  also('DistributionInspect', [400], 'Refuses a bad reference.', asked),
  also('ImageLoad', [400], 'Refuses bad platforms.', image),
  also('ContainerExec', [400], 'Refuses an empty command.', container),
  also('ExecStart', [400], 'Refuses, of a detached execution, a program that cannot be started.', asked),
  also('ExecStart', [101], 'Upgrades the connection when it is asked to.', asked),
  also('ExecResize', [409], 'Refuses a process that is not running.', container),
  also('VolumeList', [400], 'Refuses bad filters.', asked),
  also('VolumeCreate', [400, 404, 409], 'Refuses bad names, unknown drivers and a name another driver has.', volume),
  also('VolumePrune', [400, 409], 'Refuses bad filters, and a second prune meanwhile.', volume),
  also('NetworkList', [400], 'Refuses bad filters.', asked),
  also('NetworkDelete', [400], 'Refuses a name that several networks have.', network),
  also('NetworkCreate', [409], 'Refuses a name that is taken.', network),
  also('NetworkPrune', [400, 409], 'Refuses bad filters, and a second prune meanwhile.', network),
  also('GetPluginPrivileges', [400], 'Refuses a bad reference.', plugin),
  also('PluginPull', [400], 'Refuses a bad reference and a name that is taken.', plugin),
  also('PluginDelete', [409], 'Refuses a plugin that is enabled or in use.', plugin),
  also('PluginEnable', [400], 'Refuses when timeout is absent, although it has a default.', plugin),
  also('PluginEnable', [409], 'Refuses a plugin that is enabled.', plugin),
  also('PluginDisable', [409], 'Refuses a plugin that is disabled or in use.', plugin),
  also('PluginUpgrade', [409], 'Refuses a plugin that is enabled.', plugin),
  also('PluginCreate', [409], 'Refuses a name that is taken.', plugin),
  also('SwarmUnlock', [401, 409], 'Refuses a wrong key, and a swarm that is not locked.', cluster),
  also(
    'DistributionInspect',
    [403, 404],
    'Passes on what the registry refused.',
    'moby daemon/server/router/distribution',
  ),
]

const otherReplies: readonly Correction[] = [
  {
    operation: 'PluginPull',
    what: 'Answers 200 and streams progress.',
    reason: 'The description says 204 without a body.',
    statuses: [200],
    evidence: plugin,
  },
  {
    operation: 'PluginUpgrade',
    what: 'Answers 200 and streams progress.',
    reason: 'The description says 204 without a body.',
    statuses: [200],
    evidence: plugin,
  },
  {
    operation: 'PluginDelete',
    what: 'Answers 200 with an empty body.',
    reason: 'The description says that it answers with the plugin.',
    evidence: plugin,
  },
  {
    operation: 'SystemAuth',
    what: 'Never answers 204.',
    reason: 'The description has it for credentials that are accepted without a token.',
    evidence: system,
  },
  {
    operation: 'ImageSearch',
    what: 'Answers 200 with an empty body to a negative limit.',
    reason: 'A reply without a body is in no description.',
    evidence: image,
  },
  {
    operation: 'GetPluginPrivileges',
    what: 'Answers null for a plugin that asks nothing, and [] when the registry failed.',
    reason: 'The description says an array, and 500 for failures.',
    evidence: plugin,
  },
  {
    operation: 'PutContainerArchive',
    what: 'Answers 400 to a read-only root or volume, and to a target that is no directory.',
    reason: 'The description says 403.',
    evidence: container,
  },
  {
    operation: 'ContainerAttach',
    what: 'Writes failures found before the takeover as plain text over the connection.',
    reason: 'The description says JSON.',
    evidence: container,
  },
  {
    operation: 'ExecStart',
    what: 'Writes failures found after the takeover into the stream, as text and a line end.',
    reason: 'The description has a status for them.',
    evidence: container,
  },
  {
    operation: 'SystemEvents',
    what: 'Sends application/json.',
    reason: 'The description lists the newer content types for every version.',
    contentTypes: ['application/json'],
    until: '1.51',
    evidence: system,
  },
  {
    operation: 'ContainerLogs',
    what: 'Names no type of content.',
    reason: 'The types came with 1.42; the description has them in every version.',
    contentTypes: [''],
    until: '1.41',
    evidence: 'dockerd 20.10, asked',
  },
  {
    operation: 'ContainerWait',
    what: 'Ignores the condition, and sends its headers only with the body.',
    reason: 'Conditions came with 1.30.',
    until: '1.29',
    evidence: container,
  },
  {
    operation: 'ContainerAttachWebsocket',
    what: 'Sends text frames; from 1.28 on, binary ones.',
    reason: 'The description says nothing of frames.',
    until: '1.27',
    evidence: container,
  },
]

/** A 500 for what is the client's mistake: quirks of the reference, not licence for others. */
const misplacedFailures: readonly Correction[] = (
  [
    ['ContainerList', 'Answers 500 to a limit that is no number.', asked],
    ['SystemEvents', 'Answers 500 to a since that is no instant.', asked],
    ['ContainerUnpause', 'Answers 500 to a container that is not paused.', asked],
    ['ContainerStop', 'Answers 500 to a signal it does not know.', container],
    ['ContainerRestart', 'Answers 500 to a bad timeout and to a signal it does not know.', container],
    ['NetworkDisconnect', 'Answers 500 to a container that is not connected.', network],
    ['NodeUpdate', 'Answers 500 to a version that is not the current one.', cluster],
    ['SwarmUpdate', 'Answers 500 to a version that is not the current one.', cluster],
    ['ServiceUpdate', 'Answers 500 to a version that is not the current one.', cluster],
  ] as const
).map(([operation, what, evidence]) => ({
  operation,
  what,
  reason: 'The description keeps 500 for failures of the daemon.',
  evidence,
}))

const otherInputs: readonly Correction[] = [
  {
    operation: 'ContainerCreate',
    what: 'Accepts one string for Cmd and Entrypoint.',
    reason: 'The description has said so only until 1.29.',
    evidence: 'moby api/types/container (strslice)',
  },
  {
    operation: 'ImageBuild',
    what: 'Reads t, extrahosts and securityopt as often as they are given; an empty rm is true; forcerm implies rm.',
    reason: 'The description has one string each, and is silent on the rest.',
    evidence: build,
  },
  {
    operation: 'ImageCommit',
    what: 'Reads changes as often as it is given.',
    reason: 'The description has one string.',
    evidence: container,
  },
  {
    operation: 'ImageCreate',
    what: 'Reads changes as often as it is given, and splits none of them.',
    reason: 'The description says comma-separated.',
    evidence: image,
  },
  {
    operation: 'ImageGetAll',
    what: 'Reads names as often as it is given, and splits none of them.',
    reason: 'The description says comma-separated.',
    evidence: image,
  },
  {
    operation: 'ImageDelete',
    what: 'Reads platforms as often as it is given, and splits none of them.',
    reason: 'The description says comma-separated.',
    since: '1.50',
    evidence: image,
  },
  {
    operation: 'ImageLoad',
    what: 'Is quiet unless quiet=0 is given.',
    reason: 'The description says that the default is false.',
    evidence: image,
  },
  {
    operation: 'ImagePush',
    what: 'Goes on without X-Registry-Auth.',
    reason: 'The description requires the header.',
    evidence: image,
  },
  {
    operation: 'ContainerStart',
    what: 'Ignores detachKeys.',
    reason: 'The description has it.',
    evidence: container,
  },
  {
    operation: 'BuildPrune',
    what: 'Still reads keep-storage, as another name of reserved-space.',
    reason: 'The description has dropped it.',
    since: '1.52',
    evidence: build,
  },
]

const otherShapes: readonly Correction[] = [
  {
    operation: 'SystemDataUsage',
    what: 'Writes the parents of a build record under the key " Parents", with a leading space.',
    reason: 'A slip in a Go tag; the description has Parents.',
    fields: ['BuildCache[]. Parents', 'BuildCacheUsage.Items[]. Parents'],
    since: '1.42',
    evidence: 'dockerd 26.1 and 28.5, asked; moby api/types/build/cache.go',
  },
  {
    operation: 'SystemDataUsage',
    what: 'Has BuilderSize.',
    reason: 'No description has it.',
    fields: ['BuilderSize'],
    until: '1.41',
    evidence: 'dockerd 20.10, asked',
  },
  {
    operation: 'SystemDataUsage',
    what: 'Still has LayersSize, Images, Containers, Volumes and BuildCache, unless verbose.',
    reason: 'The description has dropped them.',
    fields: ['LayersSize', 'Images', 'Containers', 'Volumes', 'BuildCache', 'BuilderSize'],
    since: '1.52',
    evidence: system,
  },
  {
    operation: 'PluginInspect',
    what: 'Writes each of Config.Interface.Types as one string, docker.volumedriver/1.0.',
    reason: 'The description has an object with Prefix, Capability and Version.',
    fields: ['Config.Interface.Types[]'],
    until: '1.51',
    evidence: plugin,
  },
  {
    operation: 'DistributionInspect',
    what: 'Writes mediaType, size, digest and urls in lower case.',
    reason: 'The description has them capitalised.',
    until: '1.39',
    evidence: 'moby daemon/server/router/distribution',
  },
  {
    operation: 'SecretList',
    what: 'Has no properties of a service in Spec.',
    reason: 'The description has mixed up two schemas.',
    until: '1.29',
    evidence: cluster,
  },
  {
    operation: 'NodeList',
    what: 'Has only the certificates in TLSInfo.',
    reason: 'The description has mixed up two schemas.',
    until: '1.31',
    evidence: cluster,
  },
  {
    operation: 'ContainerInspect',
    what: 'Writes null for many an array and object, as Go does for nil; so do 9 of 16 plain GETs, later 14 of 20.',
    reason: 'The description says array or object.',
    evidence: asked,
  },
  {
    operation: 'ContainerInspect',
    what: 'Writes null for MemorySwappiness when none was asked for.',
    reason: 'The description says a number.',
    fields: ['HostConfig.MemorySwappiness'],
    evidence: asked,
  },
  {
    operation: 'ExecInspect',
    what: 'Writes null for ExitCode until the process has ended.',
    reason: 'The description says a number.',
    fields: ['ExitCode'],
    evidence: asked,
  },
  {
    operation: 'ContainerStats',
    what: 'Measures everything that was described later.',
    reason: 'The description says nothing of the body before 1.48.',
    fields: [
      ...['name', 'id', 'read', 'preread', 'pids_stats', 'blkio_stats', 'num_procs', 'storage_stats'],
      ...['cpu_stats', 'precpu_stats', 'memory_stats', 'networks'],
    ],
    until: '1.47',
    evidence: asked,
  },
  {
    operation: 'SystemEvents',
    what: 'Also has status, id and from, as before 1.22.',
    reason: 'The description has never had them since.',
    fields: ['status', 'id', 'from'],
    until: '1.51',
    evidence: asked,
  },
  {
    operation: 'ImagePush',
    what: 'Tells what failed in errorDetail, as other streams do.',
    reason: 'The description has it since 1.48.',
    fields: ['errorDetail'],
    until: '1.47',
    evidence: asked,
  },
  ...(['ImageBuild', 'ImageLoad', 'ImagePush'] as const).map(operation => ({
    operation,
    what: 'Tells what failed in error, too, beside errorDetail.',
    reason: 'The description has error no longer.',
    fields: ['error'],
    evidence: asked,
  })),
  {
    operation: 'ImageInspect',
    what: 'Tells the parent of an image that was made of another one here.',
    reason: 'The description has Parent no longer.',
    fields: ['Parent'],
    evidence: 'moby daemon/server/router/image/image_routes.go: kept for the classic builder',
  },
  {
    operation: 'ImageInspect',
    what: 'Has an empty RootFS for an image whose configuration has none, or is not there.',
    reason: 'The description requires its Type.',
    fields: ['RootFS.Type'],
    evidence: 'dockerd 28.5.2 with the containerd store, asked; moby daemon/containerd/image_inspect.go',
  },
  ...(['ImageCreate', 'ImagePush'] as const).map(operation => ({
    operation,
    what: 'Says how progress is to be shown: its units, and whether to leave the counts out.',
    reason: 'The description has current and total only.',
    fields: ['progressDetail.units', 'progressDetail.hidecounts'],
    evidence: 'moby api/types/jsonstream/progress.go',
  })),
  {
    operation: 'SystemInfo',
    what: 'Has ExecutionDriver, which says that it is not supported.',
    reason: 'The description has dropped it.',
    fields: ['ExecutionDriver'],
    until: '1.24',
    evidence: 'dockerd 20.10 and 26.1, asked',
  },
  {
    operation: 'SystemVersion',
    what: 'Has Platform and Components whatever version is asked for.',
    reason: 'The description has them since 1.35.',
    fields: ['Platform', 'Components'],
    until: '1.34',
    evidence: asked,
  },
]

/** What daemons do that the description does not say. The list only shrinks when daemons or description change. */
export const corrections: readonly Correction[] = [
  ...sentStatuses,
  ...otherReplies,
  ...misplacedFailures,
  ...otherInputs,
  ...otherShapes,
]
