import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { framesOf, textsOf } from '../../stdcopy.ts'
import { ensure } from '../../violation.ts'

const lines = 150
/** Longer than what a log driver keeps in one piece (16 KiB), and than one read of a pipe. */
const longBytes = 40_000

/** Writes to both outputs in turn, and one very long line at the end. */
const chatty = {
  Cmd: [
    'sh',
    '-c',
    `i=0; while [ $i -lt ${lines} ]; do echo "out $i"; echo "err $i" >&2; i=$((i+1)); done; head -c ${longBytes} /dev/zero | tr '\\0' x; echo`,
  ],
}

const numbered = (word: string): string => Array.from({ length: lines }, (_, index) => `${word} ${index}\n`).join('')

const expected = { stdout: `${numbered('out')}${'x'.repeat(longBytes)}\n`, stderr: numbered('err') }

/** Where two texts part, for a report that nobody has to search. */
const difference = (got: string, wanted: string): string => {
  let at = 0
  while (at < got.length && got[at] === wanted[at]) at++
  return `${got.length} bytes; from ${at} on ${JSON.stringify(got.slice(at, at + 60))}`
}

const ensureEverything = (bytes: Uint8Array): void => {
  const got = textsOf(framesOf(bytes))
  for (const output of ['stdout', 'stderr'] as const)
    ensure(
      got[output] === expected[output],
      output,
      `the ${expected[output].length} bytes that were written`,
      difference(got[output], expected[output]),
    )
}

const evidence = ['the description of ContainerAttach, Stream format; moby daemon/logger/copier.go', 'podman#7942']

/** However a stream is cut into frames, put together it is what was written. */
export const streamLaws: readonly Requirement[] = [
  requirement({
    id: 'ContainerLogs.gives-every-byte',
    operation: 'ContainerLogs',
    needs: ['run'],
    claim: 'Logs put together are the bytes that were written to each output, long lines included',
    evidence,
    check: async world => {
      const { id } = await world.start(chatty)
      await world.ask('ContainerWait', { path: { id } })
      const answer = await world.ask('ContainerLogs', { path: { id }, query: { stdout: true, stderr: true } })
      ensureStatus(answer, 200)
      ensureEverything(answer.body)
    },
  }),
  requirement({
    id: 'ContainerAttach.gives-every-byte',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'What an attached client gets, put together, is the bytes that were written to each output',
    evidence,
    check: async world => {
      const { id } = await world.create(chatty)
      const query = { stream: true, stdout: true, stderr: true }
      const conversation = await world.upgrade('ContainerAttach', { path: { id }, query })
      ensureStatus(await world.ask('ContainerStart', { path: { id } }), 204)
      await world.endOf(conversation)
      ensureEverything(conversation.received())
    },
  }),
]
