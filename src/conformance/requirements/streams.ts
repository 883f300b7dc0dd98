import { ensureRefusal, ensureStatus, type Observation } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { framesOf, textsOf } from '../stdcopy.ts'
import { ensureEqual, ensureMatch } from '../violation.ts'
import { decodeText } from '../wire.ts'
import { catStdin, print, trapTerm } from '../workload.ts'
import type { Made, World } from '../world.ts'

const logsEvidence = ['/containers/{id}/logs; moby daemon/logs.go']
const attachEvidence = ['/containers/{id}/attach; moby daemon/server/router/container/container_routes.go']
const raw = 'application/vnd.docker.raw-stream'
const multiplexed = 'application/vnd.docker.multiplexed-stream'

const finished = async (world: World, settings: object): Promise<Made> => {
  const made = await world.start(settings as Record<string, unknown>)
  await world.ask('ContainerWait', { path: { id: made.id } })
  return made
}

const logs = async (world: World, { id }: Made, query: object): Promise<Observation> => {
  const answer = await world.ask('ContainerLogs', { path: { id }, query: { ...query } })
  ensureStatus(answer, 200)
  return answer
}

const lines = { Cmd: ['sh', '-c', 'echo one; echo two; echo three'] }

/** What logs give for which question, of a container that wrote three lines. */
const selections: readonly (readonly [id: string, query: object, stdout: string])[] = [
  ['everything', { stdout: true }, 'one\ntwo\nthree\n'],
  ['tail', { stdout: true, tail: '2' }, 'two\nthree\n'],
  ['tail-all', { stdout: true, tail: 'all' }, 'one\ntwo\nthree\n'],
  ['tail-none', { stdout: true, tail: '0' }, ''],
  ['the-other-output', { stderr: true }, ''],
  ['future', { stdout: true, since: '4102444800' }, ''],
  ['past', { stdout: true, until: '1' }, ''],
]

const logRequirements: readonly Requirement[] = [
  ...selections.map(([id, query, stdout]) =>
    requirement({
      id: `ContainerLogs.gives-${id}`,
      operation: 'ContainerLogs',
      needs: ['run'],
      claim: `Logs asked for ${JSON.stringify(query)} give ${JSON.stringify(stdout)} of three lines`,
      evidence: [...logsEvidence, 'socktainer#323, podman#10859'],
      check: async world => {
        const answer = await logs(world, await finished(world, lines), query)
        ensureEqual(textsOf(framesOf(answer.body)).stdout, stdout, 'the lines')
      },
    }),
  ),
  requirement({
    id: 'ContainerLogs.both-outputs',
    operation: 'ContainerLogs',
    needs: ['run'],
    claim: 'Logs keep what was written to each output apart',
    evidence: [...logsEvidence, 'podman#7942: newlines mangled'],
    check: async world => {
      const answer = await logs(world, await finished(world, print('out\\n\\n', 'err\\n')), {
        stdout: true,
        stderr: true,
      })
      ensureEqual(textsOf(framesOf(answer.body)), { stdout: 'out\n\n', stderr: 'err\n' }, 'the outputs')
    },
  }),
  requirement({
    id: 'ContainerLogs.timestamps',
    operation: 'ContainerLogs',
    needs: ['run'],
    claim: 'Timestamps have nine digits of fractions, in UTC',
    evidence: logsEvidence,
    check: async world => {
      const answer = await logs(world, await finished(world, print('x\\n')), { stdout: true, timestamps: true })
      ensureMatch(textsOf(framesOf(answer.body)).stdout, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z x\n$/, 'the line')
    },
  }),
  requirement({
    id: 'ContainerLogs.terminal',
    operation: 'ContainerLogs',
    needs: ['run'],
    claim: 'Logs of a terminal are raw',
    evidence: [...logsEvidence, 'podman pull 19696, moby#35761'],
    check: async world => {
      const answer = await logs(world, await finished(world, { ...print('x\\n'), Tty: true }), { stdout: true })
      ensureEqual(decodeText(answer.body), 'x\r\n', 'the bytes')
    },
  }),
  ...(
    [
      [false, multiplexed],
      [true, raw],
    ] as const
  ).map(([Tty, type]) =>
    requirement({
      id: `ContainerLogs.type-${Tty ? 'with' : 'without'}-terminal`,
      operation: 'ContainerLogs',
      since: '1.42',
      needs: ['run'],
      claim: `Logs ${Tty ? 'of a terminal' : 'without a terminal'} are of the type ${type}`,
      evidence: [...logsEvidence, 'podman pull 19696, moby#35761'],
      check: async world => {
        const answer = await logs(world, await finished(world, { ...print('x'), Tty }), { stdout: true })
        ensureEqual(answer.headers['content-type'], type, 'Content-Type')
      },
    }),
  ),
  requirement({
    id: 'ContainerLogs.refuses-no-output',
    operation: 'ContainerLogs',
    needs: ['image'],
    claim: 'Logs of neither output are refused with 400',
    evidence: [...logsEvidence, 'socktainer#323'],
    check: async world => {
      const { id } = await world.shared('created')
      const answer = await world.ask('ContainerLogs', { path: { id } })
      ensureRefusal(answer, 400, /must (specify|choose) at least one/)
    },
  }),
  requirement({
    id: 'ContainerLogs.follows',
    operation: 'ContainerLogs',
    needs: ['run'],
    claim: 'Followed logs send their head at once, what is written when it is written, and end with the container',
    evidence: [...logsEvidence, 'podman#23712: headers held back'],
    check: async world => {
      const made = await world.start(trapTerm(0))
      const stream = await world.openAtOnce('ContainerLogs', {
        path: { id: made.id },
        query: { stdout: true, follow: true },
      })
      const text = () => textsOf(framesOf(stream.received())).stdout
      await world.comes('the line', async () => (text() === 'ready\n' ? true : undefined), 5)
      const hasEnded = await Promise.race([stream.ended.then(() => true), world.sleep(1).then(() => false)])
      ensureEqual(hasEnded, false, 'whether the logs of what runs have ended')
      await world.ask('ContainerStop', { path: { id: made.id }, query: { t: 1 } })
      await world.endOf(stream)
      ensureEqual(text(), 'ready\n', 'the whole')
    },
  }),
]

const attach = (world: World, { id }: Made, query: object) =>
  world.upgrade('ContainerAttach', { path: { id }, query: { ...query } })

const attachRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerAttach.both-ways',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'An attached client types into the container and sees what it writes, until it half-closes',
    evidence: [...attachEvidence, 'podman#20179'],
    check: async world => {
      const made = await world.create(catStdin)
      const conversation = await attach(world, made, { stream: true, stdin: true, stdout: true })
      ensureStatus(await world.ask('ContainerStart', { path: { id: made.id } }), 204)
      conversation.write('hello\n')
      conversation.end()
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())).stdout, 'hello\n', 'the output')
    },
  }),
  requirement({
    id: 'ContainerAttach.from-the-beginning',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'Attached before the start, a client misses nothing, and each output comes apart',
    evidence: [...attachEvidence, 'podman#12904'],
    check: async world => {
      const made = await world.create(print('out', 'err'))
      const conversation = await attach(world, made, { stream: true, stdout: true, stderr: true })
      await world.ask('ContainerStart', { path: { id: made.id } })
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())), { stdout: 'out', stderr: 'err' }, 'the outputs')
    },
  }),
  requirement({
    id: 'ContainerAttach.replays',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'Attach with logs gives what was written before',
    evidence: attachEvidence,
    check: async world => {
      const conversation = await attach(world, await finished(world, print('old')), { logs: true, stdout: true })
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())).stdout, 'old', 'the output')
    },
  }),
  requirement({
    id: 'ContainerAttach.upgrades',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'Asked to upgrade, attach answers 101 and the protocol tcp',
    evidence: [...attachEvidence, 'Docker.DotNet#25'],
    check: async world => {
      const conversation = await attach(world, await world.shared('running'), { stream: true, stdout: true })
      conversation.close()
      ensureEqual([conversation.status, conversation.headers.upgrade], [101, 'tcp'], 'status and Upgrade')
    },
  }),
  requirement({
    id: 'ContainerAttach.of-nothing',
    operation: 'ContainerAttach',
    claim: 'Attach to a container that does not exist is refused with 404, and names it',
    evidence: attachEvidence,
    check: async world => {
      const conversation = await attach(world, await world.shared('missing'), { stream: true, stdout: true })
      await world.endOf(conversation)
      ensureEqual(conversation.status, 404, 'the status')
      ensureMatch(decodeText(conversation.received()), /No such container: mkc-/, 'the message')
    },
  }),
  requirement({
    id: 'ContainerResize.resizes',
    operation: 'ContainerResize',
    needs: ['run', 'exec'],
    claim: 'A terminal has the size that it was given; a size that is no number is refused with 400',
    evidence: ['/containers/{id}/resize; moby daemon/resize.go'],
    check: async world => {
      const made = await world.start({ Cmd: ['sh', '-c', 'while :; do stty size; sleep 1; done'], Tty: true })
      const path = { id: made.id }
      ensureStatus(await world.ask('ContainerResize', { path, query: { h: 33, w: 99 } }), 200)
      const shown = async () => decodeText((await logs(world, made, { stdout: true })).body)
      await world.comes('the size', async () => ((await shown()).includes('33 99\r\n') ? true : undefined), 10)
      ensureRefusal(await world.ask('ContainerResize', { path, query: { h: 'x', w: 99 } }), 400)
    },
  }),
]

/** Logs and attach: bytes arrive whole, apart, and when they are due. */
export const streamRequirements: readonly Requirement[] = [...logRequirements, ...attachRequirements]
