import { type ApiVersion, compareVersions, type Input, type OperationId, type Reply } from '../../../spec/index.ts'
import type { PathStat } from '../../state/archive/copy.ts'
import { readTar } from '../../state/archive/tar.ts'
import { type AttachOptions, attachContainer } from '../../state/container/attach.ts'
import { containerChanges } from '../../state/container/changes.ts'
import { containerPathStat, copyFromContainer, copyToContainer, requireCopyTarget } from '../../state/container/copy.ts'
import { createContainer } from '../../state/container/create.ts'
import { exportContainer } from '../../state/container/export.ts'
import { killContainer } from '../../state/container/kill.ts'
import { containerLogs } from '../../state/container/logs.ts'
import { pauseContainer, unpauseContainer } from '../../state/container/pause.ts'
import { pruneContainers } from '../../state/container/prune.ts'
import { deleteContainer } from '../../state/container/remove.ts'
import { renameContainer } from '../../state/container/rename.ts'
import { resizeContainer } from '../../state/container/resize.ts'
import { restartContainer } from '../../state/container/restart.ts'
import { startContainer } from '../../state/container/start.ts'
import { statsContainer } from '../../state/container/stats.ts'
import { stopContainer } from '../../state/container/stop.ts'
import { topContainer } from '../../state/container/top.ts'
import { updateContainer } from '../../state/container/update.ts'
import { containerInspect } from '../../state/container/view.ts'
import { type WaitResult, waitContainer } from '../../state/container/wait.ts'
import { invalid } from '../../state/error.ts'
import { withHeldPorts } from '../../state/network/held-ports.ts'
import { has } from '../../state/profile/changes.ts'
import type { Profile } from '../../state/profile/profile.ts'
import {
  type Answer,
  type Exchange,
  empty,
  type Handlers,
  type Headers,
  hijack,
  json,
  later,
  multiplexedStream,
  rawStream,
  stream,
  tar,
  text,
  websocket,
} from '../answer.ts'
import { encodeFor } from '../content-encoding.ts'
import { streamSource } from '../stream-source.ts'
import { containerListText } from './container-list.ts'

type ContainerOperation = Exclude<Extract<OperationId, `Container${string}`>, 'ContainerExec'> | 'PutContainerArchive'

export const containerHandlers: Pick<Handlers, ContainerOperation> = {
  ContainerList: ({ engine, apiVersion }, { query }) =>
    text(containerListText(engine, { ...query, apiVersion }), 200, 'application/json'),

  ContainerCreate: ({ engine, apiVersion }, { query, body }) => {
    const { container, warnings } = createContainer(engine, { ...query, body, apiVersion })
    return json<Reply<'ContainerCreate'>>({ Id: container.id, Warnings: [...warnings] }, 201)
  },

  ContainerInspect: ({ engine, apiVersion }, { path, query }) =>
    json<Reply<'ContainerInspect'>>(
      containerInspect(engine, engine.containers.resolve(path.id), apiVersion, query.size ?? false),
    ),

  ContainerTop: ({ engine }, { path, query }) => json(topContainer(engine, path.id, query.ps_args)),

  ContainerLogs: ({ engine, apiVersion }, { path, query }) => {
    const { since, until, stdout = false, stderr = false, ...rest } = query
    const { source, multiplexed } = containerLogs(engine, path.id, {
      ...rest,
      stdout,
      stderr,
      since: since?.toString(),
      until: until?.toString(),
    })
    const saysType = has(engine.profile, 'logsSayTheirType')
    return stream({ source, ...(saysType && { contentType: streamType(multiplexed, apiVersion) }) })
  },

  ContainerChanges: ({ engine }, { path }) => json(containerChanges(engine, path.id)),

  ContainerExport: ({ engine }, { path }) =>
    stream({ source: streamSource(exportContainer(engine, path.id)), contentType: 'application/octet-stream' }),

  ContainerStats: async ({ engine }, { path, query }) => {
    const stats = statsContainer(engine, path.id, { stream: query.stream, oneShot: query['one-shot'] })
    if (stats.kind === 'once') return json<Reply<'ContainerStats'>>(await stats.stats)
    return stream({ source: stats.source, contentType: 'application/json' })
  },

  ContainerResize: ({ engine }, { path, query }) => done(resizeContainer(engine, path.id, query.h, query.w), 200),

  ContainerStart: ({ engine, header }, { path, query }) => {
    refuseStartBody(header)
    const options = { checkpoint: query.checkpoint, checkpointDirectory: query['checkpoint-dir'] }
    return withHeldPorts(engine, path.id, () => done(startContainer(engine, path.id, options)))
  },

  ContainerStop: ({ engine }, { path, query }) =>
    stopContainer(engine, path.id, { timeoutSeconds: query.t, signal: query.signal }).then(done),

  ContainerRestart: ({ engine }, { path, query }) =>
    restartContainer(engine, path.id, { timeoutSeconds: query.t, signal: query.signal }).then(done),

  ContainerKill: ({ engine }, { path, query }) => killContainer(engine, path.id, query).then(done),

  ContainerUpdate: ({ engine, apiVersion }, { path, body }) => {
    const warnings = updateContainer(engine, path.id, body, apiVersion)
    return json<{ Warnings: string[] | null }>({ Warnings: warnings.length === 0 ? null : [...warnings] })
  },

  ContainerRename: ({ engine }, { path, query }) => done(renameContainer(engine, path.id, query.name)),

  ContainerPause: ({ engine }, { path }) => done(pauseContainer(engine, path.id)),

  ContainerUnpause: ({ engine }, { path }) => done(unpauseContainer(engine, path.id)),

  ContainerAttach: ({ engine, apiVersion, upgrade }, { path, query }) => {
    const { session, multiplexed } = attachContainer(engine, path.id, attachOptions(query))
    const isFramed = multiplexed && upgrade !== undefined
    const contentType = streamType(isFramed, apiVersion)
    return hijack({ session, contentType, copyHeaders: false, speaksAtOnce: query.logs ?? false })
  },

  ContainerAttachWebsocket: ({ engine, apiVersion }, { path, query }) => {
    // Before API 1.42 nobody could choose, and everything was attached.
    const everything = { stdin: true, stdout: true, stderr: true }
    const options = attachOptions(isBelow(apiVersion, '1.42') ? { ...query, ...everything } : query)
    const { session } = attachContainer(engine, path.id, options, false)
    return websocket({ session, binary: !isBelow(apiVersion, '1.28') })
  },

  ContainerWait: ({ engine, apiVersion, signal }, { path, query }) => {
    const condition = isBelow(apiVersion, '1.30') ? undefined : query.condition
    const result = waitContainer(engine, path.id, { condition, signal })
    const body = result.then(outcome => waitReply(engine.profile, outcome))
    if (isBelow(apiVersion, '1.30')) return body.then(reply => json(reply))
    return later(
      'application/json',
      body,
      result.then(
        ({ hasReaders = false }) => hasReaders,
        () => false,
      ),
    )
  },

  ContainerDelete: ({ engine }, { path, query }) =>
    done(
      deleteContainer(engine, path.id, {
        volumes: query.v ?? false,
        force: query.force ?? false,
        link: query.link ?? false,
      }),
    ),

  ContainerArchiveInfo: ({ engine }, { path, query }) =>
    empty(200, pathStatHeader(containerPathStat(engine, path.id, query.path))),

  ContainerArchive: ({ engine, header }, { path, query }) => {
    const { stat, archive } = copyFromContainer(engine, path.id, query.path)
    const { bytes, headers } = encodeFor(header('accept-encoding'), archive)
    return tar(streamSource(bytes), { ...pathStatHeader(stat), ...headers })
  },

  PutContainerArchive: ({ engine }, { path, query, body }) => {
    requireCopyTarget(engine, path.id, query.path)
    const options = {
      noOverwriteDirNonDir: isTrue(query.noOverwriteDirNonDir),
      copyOwner: isTrue(query.copyUIDGID),
    }
    return readTar(body ?? new Blob([]).stream()).then(entries =>
      done(copyToContainer(engine, path.id, query.path, entries, options), 200),
    )
  },

  ContainerPrune: ({ engine }, { query }) => json<Reply<'ContainerPrune'>>(pruneContainers(engine, query.filters)),
}

const isBelow = (version: ApiVersion, other: ApiVersion): boolean => compareVersions(version, other) < 0

/** The command has run, and there is nothing to say about it. */
const done = (_outcome: unknown, status = 204): Answer => empty(status)

const streamType = (multiplexed: boolean, version: ApiVersion): string =>
  multiplexed && !isBelow(version, '1.42') ? multiplexedStream : rawStream

type AttachQuery = Input<'ContainerAttach'>['query']

const attachOptions = ({ stdin, stdout, stderr, logs, stream: follow, detachKeys }: AttachQuery): AttachOptions => ({
  stdin: stdin ?? false,
  stdout: stdout ?? false,
  stderr: stderr ?? false,
  logs: logs ?? false,
  stream: follow ?? false,
  detachKeys,
})

const waitReply = (profile: Profile, { statusCode, error }: WaitResult): Reply<'ContainerWait'> => ({
  ...(!has(profile, 'waitOmitsNoError') && error === undefined && { Error: null }),
  StatusCode: statusCode,
  ...(error !== undefined && { Error: { Message: error } }),
})

/** Clients older than API 1.24 sent the host configuration here (moby postContainersStart). */
const refuseStartBody = (header: Exchange['header']): void => {
  if (header('transfer-encoding') === undefined && Number(header('content-length') ?? 0) <= 7) return
  throw invalid('starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24')
}

const falseWords: readonly string[] = ['', '0', 'no', 'false', 'none']

const isTrue = (text: string | undefined): boolean => !falseWords.includes((text ?? '').trim().toLowerCase())

const pathStatHeader = (stat: PathStat): Headers => {
  const bytes = new TextEncoder().encode(JSON.stringify(stat))
  return { 'X-Docker-Container-Path-Stat': btoa(String.fromCharCode(...bytes)) }
}
