import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const execute = promisify(execFile)

/** Where Bun and Deno are, when they are to show the examples as well: see `.ci/run`. */
const { MOCKERD_RUNTIMES: folder } = process.env

const runtimes: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  Node: [process.execPath],
  ...(folder === undefined ? {} : { Bun: [join(folder, 'bun')], Deno: [join(folder, 'deno'), 'run', '-A'] }),
}

/** Every example with what it prints. */
const examples: readonly (readonly [file: string, printed: string])[] = [
  ['examples/in-process.ts', '{"StatusCode":3}\nrested\n'],
  ['examples/dockerode.ts', 'status 3, said hello\n'],
  [
    'examples/interleavings.ts',
    'it goes wrong in this order:\n  GET /networks\n  GET /networks\n  POST /networks/create\n  POST /networks/create\n',
  ],
]

describe.each(Object.entries(runtimes))('on %s', (_, [command, ...args]) => {
  test.each(examples)('%s does what it says', async (file, printed) => {
    const { stdout } = await execute(command, [...args, file])
    expect(stdout).toBe(printed)
  })
})
