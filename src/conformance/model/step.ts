import type { OperationId } from '../../../spec/index.ts'
import type { Observation } from '../observation.ts'
import type { Call } from '../program/program.ts'
import { Breach } from './breach.ts'
import { judgeCommand } from './container/commands.ts'
import { judgeCreate } from './container/create.ts'
import { judgeInspect } from './container/inspect.ts'
import { judgeList } from './container/list.ts'
import { judgeArchive, judgeExport, judgePutArchive, judgeResize, judgeStats, judgeTop } from './container/looks.ts'
import { judgePrune } from './container/prune.ts'
import { judgeRename } from './container/rename.ts'
import { judgeAttach, judgeLogs } from './container/streams.ts'
import { judgeWait } from './container/wait.ts'
import { judgeEvents } from './event.ts'
import { judgeExec, judgeExecInspect, judgeExecResize, judgeExecStart } from './execution.ts'
import { judgeImageDelete, judgeImageHistory, judgeImageInspect, judgeImageList, judgeTag } from './image.ts'
import type { Judge } from './judge.ts'
import {
  judgeNetworkConnect,
  judgeNetworkCreate,
  judgeNetworkDelete,
  judgeNetworkDisconnect,
  judgeNetworkInspect,
  judgeNetworkPrune,
} from './network.ts'
import { judgeNetworkList, judgeNetworkListSlash } from './network-list.ts'
import type { States } from './states.ts'
import { steadyJudges } from './steady.ts'
import { systemJudges } from './system.ts'
import {
  judgeVolumeCreate,
  judgeVolumeDelete,
  judgeVolumeInspect,
  judgeVolumeList,
  judgeVolumePrune,
} from './volume.ts'

/** What the model knows to judge. Of everything else it thinks that nothing changes. */
const judges: Readonly<Partial<Record<OperationId, Judge>>> = {
  ...systemJudges,
  ...steadyJudges,
  ContainerCreate: judgeCreate,
  ContainerStart: judgeCommand,
  ContainerStop: judgeCommand,
  ContainerRestart: judgeCommand,
  ContainerKill: judgeCommand,
  ContainerPause: judgeCommand,
  ContainerUnpause: judgeCommand,
  ContainerDelete: judgeCommand,
  ContainerUpdate: judgeCommand,
  ContainerChanges: judgeCommand,
  ContainerInspect: judgeInspect,
  ContainerList: judgeList,
  ContainerLogs: judgeLogs,
  ContainerAttach: judgeAttach,
  ContainerStats: judgeStats,
  ContainerTop: judgeTop,
  ContainerResize: judgeResize,
  ContainerRename: judgeRename,
  ContainerWait: judgeWait,
  ContainerPrune: judgePrune,
  ContainerArchive: judgeArchive,
  ContainerArchiveInfo: judgeArchive,
  PutContainerArchive: judgePutArchive,
  ContainerExport: judgeExport,
  ContainerExec: judgeExec,
  ExecStart: judgeExecStart,
  ExecInspect: judgeExecInspect,
  ExecResize: judgeExecResize,
  NetworkCreate: judgeNetworkCreate,
  NetworkDelete: judgeNetworkDelete,
  NetworkInspect: judgeNetworkInspect,
  NetworkConnect: judgeNetworkConnect,
  NetworkDisconnect: judgeNetworkDisconnect,
  NetworkList: judgeNetworkList,
  NetworkListSlash: judgeNetworkListSlash,
  NetworkPrune: judgeNetworkPrune,
  VolumeCreate: judgeVolumeCreate,
  VolumeDelete: judgeVolumeDelete,
  VolumeInspect: judgeVolumeInspect,
  VolumeList: judgeVolumeList,
  VolumePrune: judgeVolumePrune,
  ImageTag: judgeTag,
  ImageInspect: judgeImageInspect,
  ImageHistory: judgeImageHistory,
  ImageDelete: judgeImageDelete,
  ImageList: judgeImageList,
  SystemEvents: judgeEvents,
}

/**
 * One exchange: of all that may be true, what fits the answer is left, and has changed as the call changes it. When
 * nothing fits, the breach names the requirement that is broken. `call` is in the words of one run, without symbols.
 */
export const step = (states: States, call: Call, observation: Observation, isCut = false): States | Breach => {
  try {
    return judges[call.call]?.({ states, call, observation, isCut }) ?? states
  } catch (error) {
    if (error instanceof Breach) return error
    throw error
  }
}
