import type { OperationId } from '../../../spec/index.ts'
import { textOf } from '../observation.ts'
import type { Call } from '../program/program.ts'
import { demand, demandRefusal, demandStatus } from './breach.ts'
import type { Judge } from './judge.ts'

/** What is answered the same whatever else has happened, since it is about what nobody has, or about nothing. */
interface Steady {
  readonly call: OperationId
  readonly parts: Omit<Call, 'call'>
  /** Several where versions differ. */
  readonly statuses: readonly number[]
  /** In the body, good or bad. */
  readonly words?: RegExp
  readonly requirement: string
}

const nobody = '{m1}'
const registry = '127.0.0.1:1'
const noLogin = { 'X-Registry-Auth': 'e30=' }

const plugins: readonly (readonly [call: OperationId, parts?: Omit<Call, 'call'>])[] = [
  ['PluginInspect'],
  ['PluginDelete'],
  ['PluginEnable', { query: { timeout: 0 } }],
  ['PluginDisable'],
  ['PluginSet', { body: ['A=b'] }],
  ['PluginPush', { path: { name: `${registry}/${nobody}` }, headers: noLogin }],
]

/** Each of them with what is asked and what must be answered. */
export const steady: readonly Steady[] = [
  ...plugins.map(
    ([call, parts]): Steady => ({
      call,
      parts: { path: { name: nobody }, ...parts },
      statuses: [404],
      words: /plugin .* not found/,
      requirement: `${call}.of-nothing`,
    }),
  ),
  ...(['CheckpointList', 'CheckpointCreate', 'CheckpointDelete'] as const).map(
    (call): Steady => ({
      call,
      parts: {
        path: { id: nobody, name: nobody, checkpoint: 'one' },
        ...(call === 'CheckpointCreate' && { body: { CheckpointID: 'one' } }),
      },
      statuses: [501],
      requirement: `${call}.when-missing`,
    }),
  ),
  ...(['PluginPull', 'GetPluginPrivileges'] as const).map(
    (call): Steady => ({
      call,
      parts: {
        query: { remote: `${registry}/${nobody}-CAPITALS` },
        headers: noLogin,
        ...(call === 'PluginPull' && { body: [] }),
      },
      statuses: [400, 500],
      words: /must be lowercase/,
      requirement: `${call}.refuses-bad-name`,
    }),
  ),
  {
    call: 'PluginCreate',
    parts: { query: { name: nobody }, body: 'x' },
    statuses: [500],
    words: /unexpected EOF/,
    requirement: 'PluginCreate.refuses-what-is-no-archive',
  },
  {
    call: 'PluginList',
    parts: { query: { filters: { capability: ['mkc-nobody'] } } },
    statuses: [200],
    words: /^\[\]\s*$/,
    requirement: 'PluginList.finds-none',
  },
  {
    call: 'ContainerAttachWebsocket',
    parts: { path: { id: nobody } },
    statuses: [404],
    requirement: 'ContainerAttachWebsocket.of-nothing',
  },
  {
    call: 'ImageAttestations',
    parts: { path: { name: nobody } },
    statuses: [404],
    requirement: 'ImageAttestations.of-nothing',
  },
  {
    call: 'ImageGet',
    parts: { path: { name: nobody } },
    statuses: [404],
    words: /No such image: mkc-/,
    requirement: 'ImageGet.of-nothing',
  },
  {
    call: 'ImageGetAll',
    parts: { query: { names: [nobody] } },
    statuses: [404],
    words: /No such image: mkc-/,
    requirement: 'ImageGetAll.of-nothing',
  },
  {
    call: 'ImagePush',
    parts: { path: { name: `${registry}/${nobody}` }, headers: noLogin },
    // The stream has begun where the name is looked up late.
    statuses: [200, 404],
    words: /"(error|message)":.*(does not exist|not found)/,
    requirement: 'ImagePush.of-nothing',
  },
  {
    call: 'ImageCommit',
    parts: { query: { container: nobody, repo: nobody } },
    statuses: [404],
    words: /No such container: /,
    requirement: 'ImageCommit.when-missing',
  },
  {
    call: 'ImageSearch',
    parts: { query: { term: 'mkc', limit: 'abc' } },
    statuses: [400],
    words: /invalid syntax/,
    requirement: 'ImageSearch.refuses-bad-limit',
  },
  {
    call: 'DistributionInspect',
    parts: { path: { name: `${nobody}-CAPITALS` } },
    statuses: [400],
    words: /must be lowercase/,
    requirement: 'DistributionInspect.refuses-bad-name',
  },
  {
    call: 'SystemOptions',
    parts: { path: { anyroute: 'containers/json' } },
    statuses: [200],
    words: /^$/,
    requirement: 'SystemOptions.answers-everywhere',
  },
  {
    call: 'Session',
    parts: {},
    statuses: [400],
    words: /no upgrade proto in request|protocol tcp not supported/,
    requirement: 'Session.refuses-no-upgrade',
  },
  {
    call: 'VolumeUpdate',
    parts: { path: { name: nobody }, query: { version: 0 }, body: {} },
    statuses: [503],
    words: /only valid for cluster volumes/,
    requirement: 'VolumeUpdate.refuses-without-swarm',
  },
  {
    call: 'BuildCancel',
    parts: { query: { id: nobody } },
    statuses: [200],
    words: /^$/,
    requirement: 'BuildCancel.of-nothing',
  },
  {
    call: 'BuildPrune',
    parts: { query: { filters: { id: [nobody] } } },
    statuses: [200],
    words: /"SpaceReclaimed":0/,
    requirement: 'BuildPrune.tells-what-it-deleted',
  },
]

const byCall: ReadonlyMap<string, Steady> = new Map(steady.map(each => [each.call, each]))

/** Whether it was asked what the table asks: who looks on may see the same operation about something else. */
const isAsked = ({ parts }: Steady, { path, query }: Call): boolean => {
  const places = JSON.stringify([parts.path, parts.query]).split(nobody)
  const text = JSON.stringify([path, query])
  return places.every(place => text.includes(place))
}

const judge: Judge = judged => {
  const { states, call, observation } = judged
  const expected = byCall.get(call.call)
  if (!expected || !states.isClosed || !isAsked(expected, call)) return states
  const { statuses, words, requirement } = expected
  demandStatus(judged, requirement, ...statuses)
  const isRefused = observation.status >= 400
  if (isRefused && call.call !== 'ContainerAttachWebsocket') demandRefusal(judged, requirement, observation.status)
  if (words)
    demand(
      words.test(textOf(observation)),
      requirement,
      `what ${call.call} answers`,
      String(words),
      textOf(observation).slice(0, 300),
    )
  return states
}

export const steadyJudges: Readonly<Partial<Record<OperationId, Judge>>> = Object.fromEntries(
  steady.map(({ call }) => [call, judge]),
)
