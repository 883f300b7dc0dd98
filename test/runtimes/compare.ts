/**
 * Runs the transcript on every runtime and shows the first difference.
 *
 *   node test/runtimes/compare.ts [--bun PATH] [--deno PATH] [--only node,bun]
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const brought = '.ci/runtimes/node_modules/.bin'

const { values: flags } = parseArgs({
  options: {
    bun: { type: 'string', default: join(brought, 'bun') },
    deno: { type: 'string', default: join(brought, 'deno') },
    only: { type: 'string', default: 'node,bun,deno' },
  },
})

const commands: Readonly<Record<string, readonly string[]>> = {
  node: [process.execPath],
  bun: [flags.bun],
  deno: [flags.deno, 'run', '-A'],
}

const run = (name: string): string[] => {
  const [file = '', ...args] = commands[name] ?? []
  if (!existsSync(file))
    throw new Error(`${name} is not at ${file}: npm install --no-save --prefix .ci/runtimes bun@1.4.5 deno@2.9.6`)
  const script = join(import.meta.dirname, 'transcript.ts')
  const begin = performance.now()
  const text = execFileSync(file, [...args, script], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 })
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  process.stdout.write(`${name}: ${text.length} characters in ${seconds} s\n`)
  return text.split('\n')
}

/** The request that a line belongs to. */
const requestOf = (lines: readonly string[], index: number): string =>
  lines.slice(0, index + 1).findLast(line => /^#\d+ /.test(line)) ?? ''

/** Prints where two transcripts part; answers whether they do. */
const differ = (name: string, expected: readonly string[], otherName: string, found: readonly string[]): boolean => {
  const length = Math.max(expected.length, found.length)
  let index = 0
  while (index < length && expected[index] === found[index]) index++
  if (index === length) return false
  process.stdout.write(`${otherName} differs from ${name} at line ${index + 1}, in ${requestOf(expected, index)}\n`)
  process.stdout.write(`  ${name}: ${expected[index] ?? '(ended)'}\n  ${otherName}: ${found[index] ?? '(ended)'}\n`)
  return true
}

const names = flags.only.split(',')
const runs = new Map(names.map(name => [name, run(name)]))
const [first = ''] = names
const expected = runs.get(first) ?? []
const broken = expected.find(line => line.startsWith('  broken: '))
if (broken) process.stdout.write(`${first} has a broken answer: ${broken}\n`)
const again = differ(first, expected, `${first} again`, run(first))
const others = names.slice(1).map(name => differ(first, expected, name, runs.get(name) ?? []))
if (again || broken || others.includes(true)) process.exitCode = 1
else process.stdout.write(`${expected.filter(line => /^#\d+ /.test(line)).length} answers are the same, byte by byte\n`)
