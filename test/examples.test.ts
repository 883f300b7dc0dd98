import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const execute = promisify(execFile)

/** Every example with what it prints. */
const examples: Readonly<Record<string, string>> = {
  'examples/in-process.ts': '{"StatusCode":3}\nrested\n',
  'examples/dockerode.ts': 'status 3, said hello\n',
  'examples/interleavings.ts':
    'it goes wrong in this order:\n  GET /networks\n  GET /networks\n  POST /networks/create\n  POST /networks/create\n',
}

for (const [file, printed] of Object.entries(examples)) {
  test(`${file} does what it says`, async () => {
    const { stdout } = await execute(process.execPath, [file])
    expect(stdout).toBe(printed)
  })
}
