import { at, type Fields, fieldsOf, listOf } from '../../fields.ts'
import { textOf } from '../../observation.ts'
import { filesOf } from '../../tar.ts'
import { demand, demandEqual, demandNothing, demandRefusal, demandStatus, replyOf } from '../breach.ts'
import type { Judge, Judged } from '../judge.ts'
import type { States } from '../states.ts'
import { judgeCommand } from './commands.ts'
import { findContainer, told, withContainer } from './find.ts'
import { mustBe } from './moves.ts'

/** What runs uses memory and processors, and has an interface; everything has an id. */
export const judgeStats: Judge = judged => {
  const answered = judgeCommand(judged)
  const container = findContainer(judged.states, judged.call.path?.id)
  if (!container || judged.observation.status !== 200 || judged.isCut) return answered
  const sample = replyOf<Fields>(judged, 'ContainerStats.describes')
  // Before 29 a single sample has no id.
  if (sample.id !== undefined || judged.call.query?.['one-shot'] === undefined)
    demandEqual(sample.id, container.id, 'ContainerStats.describes', 'id')
  if (!mustBe(container, 'running', 'paused')) return answered
  demand(
    Number(at(sample, 'memory_stats.limit')) > 0,
    'ContainerStats.describes',
    'memory_stats.limit',
    'a number of bytes',
    at(sample, 'memory_stats.limit'),
  )
  demand(
    Number(at(sample, 'cpu_stats.online_cpus')) > 0,
    'ContainerStats.describes',
    'cpu_stats.online_cpus',
    'a number',
    at(sample, 'cpu_stats.online_cpus'),
  )
  demand(
    typeof at(sample, 'memory_stats.stats.inactive_file') === 'number',
    'ContainerStats.memory-in-detail',
    'memory_stats.stats.inactive_file',
    'a number',
    at(sample, 'memory_stats.stats'),
  )
  // Whoever leaves a network and joins another gets another interface.
  if (container.networks.join() !== 'bridge') return answered
  demand(
    'eth0' in fieldsOf(sample.networks),
    'ContainerStats.describes',
    'the names in networks',
    'eth0',
    Object.keys(fieldsOf(sample.networks)),
  )
  return answered
}

export const judgeTop: Judge = judged => {
  const answered = judgeCommand(judged)
  const container = findContainer(judged.states, judged.call.path?.id)
  if (judged.observation.status !== 200 || !container || !mustBe(container, 'running', 'paused')) return answered
  const { Titles, Processes } = replyOf<Fields>(judged, 'ContainerTop.when-running')
  demand(
    listOf(Titles).length > 0 && listOf(Processes).length > 0,
    'ContainerTop.when-running',
    'the processes',
    'at least one',
    Processes,
  )
  return answered
}

const numbers = (value: unknown): boolean => /^\d+$/.test(String(value ?? ''))

/** A size that is no number is refused before anything else is looked at. */
export const judgeResize: Judge = judged => {
  const { h, w } = judged.call.query ?? {}
  if (numbers(h) && numbers(w)) return judgeCommand(judged)
  if (judged.observation.status !== 404) demandRefusal(judged, 'ContainerResize.resizes', 400)
  return judged.states
}

/** Whether what is asked about the files of a container can be answered at all; false: it was refused as it must be. */
const isThere = (judged: Judged, requirement: string): boolean => {
  const { states, call, observation } = judged
  const container = findContainer(states, call.path?.id)
  if (!container && !states.isClosed) return false
  if (container && !mustBe(container, 'missing'))
    return observation.status !== 404 || !container.possible.some(({ status }) => status === 'missing')
  demandNothing(judged, requirement)
  return false
}

/** Whoever reads or writes the files of a container is told of. */
const withEvent = ({ states, call, observation }: Judged, action: string): States => {
  const container = findContainer(states, call.path?.id)
  return container && observation.status === 200 ? withContainer(states, told(container, action)) : states
}

/** Files that are in the image of every run, and what no image has. */
const knownFile = '/etc/passwd'
const nowhere = '/mkc/missing'

export const judgeArchive: Judge = judged => {
  const { states, call, observation } = judged
  const { call: operation } = call
  const path = String(call.query?.path ?? '')
  const after = operation === 'ContainerArchive' ? withEvent(judged, 'archive-path') : states
  if (path === '' && operation === 'ContainerArchive') {
    demandRefusal(judged, 'ContainerArchive.refuses-no-path', 400)
    return states
  }
  if (
    !isThere(
      judged,
      operation === 'ContainerArchive' ? 'ContainerArchive.when-missing' : 'ContainerArchiveInfo.of-missing-path',
    )
  )
    return states
  if (path === nowhere) {
    demandRefusal(judged, `${operation}.of-missing-path`, 404)
    return states
  }
  if (path !== knownFile) return after
  demandStatus(
    judged,
    operation === 'ContainerArchive' ? 'ContainerArchive.when-created' : 'ContainerArchiveInfo.tells-of-a-file',
    200,
  )
  const head = observation.headers['x-docker-container-path-stat']
  let stat: Fields = {}
  try {
    stat = fieldsOf(JSON.parse(atob(head ?? '')))
  } catch {
    // What is no JSON tells no name.
  }
  demandEqual(stat.name, 'passwd', 'ContainerArchiveInfo.tells-of-a-file', 'the name in X-Docker-Container-Path-Stat')
  if (operation === 'ContainerArchive')
    demandEqual(
      filesOf(observation.body).map(({ name }) => name),
      ['passwd'],
      'ContainerExport.holds-the-files',
      'the files',
    )
  return after
}

export const judgePutArchive: Judge = judged => {
  const { states, call } = judged
  if (!isThere(judged, 'PutContainerArchive.of-nothing')) return states
  const path = call.query?.path
  if (path === nowhere) demandRefusal(judged, 'PutContainerArchive.into-missing-path', 404)
  if (path === knownFile)
    demandRefusal(judged, 'PutContainerArchive.into-a-file', 400, /extraction point is not a directory/)
  if (path === '/tmp') demandStatus(judged, 'PutContainerArchive.into-created', 200)
  return withEvent(judged, 'extract-to-dir')
}

export const judgeExport: Judge = judged => {
  if (!isThere(judged, 'ContainerExport.of-nothing')) return judged.states
  demandStatus(judged, 'ContainerExport.holds-the-files', 200)
  // The whole of an image: its end is not waited for.
  if (judged.isCut) return judged.states
  demand(
    judged.observation.body.length > 512,
    'ContainerExport.holds-the-files',
    'the archive',
    'some files',
    textOf(judged.observation).length,
  )
  return withEvent(judged, 'export')
}
