import { ensureRefusal, ensureStatus, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { framesOf, textsOf } from '../../stdcopy.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import { decodeText } from '../../wire.ts'
import { print, trapTerm } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { finished, logs } from './output.ts'

const evidence = ['/containers/{id}/logs; moby daemon/logs.go']
const raw = 'application/vnd.docker.raw-stream'
const multiplexed = 'application/vnd.docker.multiplexed-stream'

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

/** Logs: bytes arrive whole, apart, and when they are due. */
export const logRequirements: readonly Requirement[] = [
  ...selections.map(([id, query, stdout]) =>
    requirement({
      id: `ContainerLogs.gives-${id}`,
      operation: 'ContainerLogs',
      needs: ['run'],
      claim: `Logs asked for ${JSON.stringify(query)} give ${JSON.stringify(stdout)} of three lines`,
      evidence: [...evidence, 'socktainer#323, podman#10859'],
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
    evidence: [...evidence, 'podman#7942: newlines mangled'],
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
    evidence,
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
    evidence: [...evidence, 'podman pull 19696, moby#35761'],
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
      evidence: [...evidence, 'podman pull 19696, moby#35761'],
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
    evidence: [...evidence, 'socktainer#323'],
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
    evidence: [...evidence, 'podman#23712: headers held back'],
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
  requirement({
    id: 'ContainerLogs.tail-of-nonsense',
    operation: 'ContainerLogs',
    level: 'should',
    needs: ['run'],
    claim: 'A tail that is no number is that of everything',
    evidence: ['moby daemon/logs.go', asked],
    check: async world => {
      const { id } = await world.shared('running')
      ensureStatus(await world.ask('ContainerLogs', { path: { id }, query: { stdout: true, tail: 'many' } }), 200)
    },
  }),
  requirement({
    id: 'ContainerLogs.edge-of-tail',
    operation: 'ContainerLogs',
    needs: ['run'],
    level: 'should',
    claim: 'A tail below 0, of nothing or of all is everything, and one of more lines than there are, too',
    evidence: ['moby daemon/logs.go', asked],
    check: async world => {
      const { id } = await world.start(print('one\\ntwo\\n'))
      await world.until('the end of a container', async () =>
        (await world.stateOf(id)) === 'exited' ? true : undefined,
      )
      for (const tail of ['-1', '', 'all', '1000']) {
        const answer = await world.ask('ContainerLogs', { path: { id }, query: { stdout: true, tail } })
        ensureStatus(answer, 200)
        ensure(/one\n.*two\n/s.test(textOf(answer)), `the log with tail=${tail}`, 'all of it', textOf(answer))
      }
    },
  }),
]
