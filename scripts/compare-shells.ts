/**
 * Runs the same scripts on two daemons with the docker CLI, and prints where output or exit status differ:
 * `node scripts/compare-shells.ts <host A> <host B> [--only text]`. Both need `busybox:latest`. Exits 1 on a difference.
 */
import { execFile } from 'node:child_process'
import { parseArgs } from 'node:util'
import { shellScripts } from './compare/shell-scripts.ts'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } })
const [left = '', right = ''] = positionals

interface Outcome {
  readonly status: number | string | null
  readonly stdout: string
  readonly stderr: string
}

const timeoutMs = 40_000

const run = (host: string, script: string): Promise<Outcome> =>
  new Promise(resolve => {
    const child = execFile(
      'docker',
      ['--host', host, 'run', '--rm', 'busybox', 'sh', '-c', script],
      { timeout: timeoutMs },
      (error, stdout, stderr) => {
        const status = error ? (error.killed ? 'killed' : (error.code ?? null)) : child.exitCode
        resolve({ status, stdout, stderr })
      },
    )
    child.stdin?.end()
  })

const own: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/\b[0-9a-f]{12}\b/g, '<short id>'],
  [/\bv1\.3\d\.\d \([^)]*\) multi-call/g, '<version> multi-call'],
  [/\b172\.\d+\.\d+\.\d+\b/g, '<ip>'],
]

/** A usage text is what it is: only that there was one counts. It ends where a program speaks again. */
const withoutUsage = (text: string): string =>
  text.replace(/^BusyBox v.*\n(?:(?!\w+: |BusyBox v).*\n)*?(?=\w+: (?!-)|BusyBox v|$(?![\s\S]))/gm, '<usage>\n')

const lines = (text: string): string[] =>
  own.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), withoutUsage(text)).split('\n')

/** What one side has and the other has not, by the longest common run of lines. */
const report = (title: string, ours: string, theirs: string): void => {
  const [a, b] = [lines(ours), lines(theirs)]
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (common[i] ?? [])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      process.stdout.write(`  ${title} ${i + 1} A ${a[i++]}\n`)
    else process.stdout.write(`  ${title} ${j + 1} B ${b[j++]}\n`)
  }
}

let different = 0
for (const script of shellScripts) {
  if (values.only !== undefined && !script.includes(values.only)) continue
  const [ours, theirs] = await Promise.all([run(left, script), run(right, script)])
  const same =
    ours.status === theirs.status &&
    lines(ours.stdout).join() === lines(theirs.stdout).join() &&
    lines(ours.stderr).join() === lines(theirs.stderr).join()
  if (same) continue
  different++
  process.stdout.write(`${JSON.stringify(script)}\n`)
  if (ours.status !== theirs.status) process.stdout.write(`  status\n    A ${ours.status}\n    B ${theirs.status}\n`)
  report('stdout', ours.stdout, theirs.stdout)
  report('stderr', ours.stderr, theirs.stderr)
}
process.stdout.write(`${shellScripts.length} scripts, ${different} different\n`)
process.exitCode = different === 0 ? 0 : 1
