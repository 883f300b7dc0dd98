import { fromSink, fromSource, type OpenFile } from '../../kernel/open-file.ts'
import type { Terminal } from '../../kernel/terminal.ts'
import { type ByteSource, Pipe } from '../../pipe.ts'
import type { OutputStream } from './streams.ts'

/** Descriptors 0, 1 and 2 on a terminal, whose one reference is handed over with them. */
export const terminalFiles = ({ file }: Terminal): Map<number, OpenFile> =>
  new Map([
    [0, file],
    [1, file.retain()],
    [2, file.retain()],
  ])

/** Descriptors 0, 1 and 2 on pipes; without input it is /dev/null, which is at its end at once. */
export const pipeFiles = (
  stdin: ByteSource | undefined,
  { stdout, stderr }: Readonly<Record<OutputStream, Pipe>>,
): Map<number, OpenFile> => {
  const nothing = new Pipe()
  nothing.end()
  return new Map([
    [0, stdin ? fromSource(stdin, 'pipe:[0]') : fromSource(nothing, '/dev/null')],
    [1, fromSink(stdout, 'pipe:[1]')],
    [2, fromSink(stderr, 'pipe:[2]')],
  ])
}
