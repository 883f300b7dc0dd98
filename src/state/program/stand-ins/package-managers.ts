import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { baseName } from '../applets/applet.ts'
import { attempt } from '../applets/messages.ts'
import { executableContent, findProgram, standInFor } from '../registry.ts'

/**
 * There are no packages here, and Dockerfiles install them all the time: a manager says what it did not install, and is
 * content, so that the next step runs. Packages whose programs we have are really installed.
 */
interface PackageManager {
  /** Words that ask for packages. */
  readonly installs: readonly string[]
  /** Words after which nothing is different: lists are refreshed, caches emptied, packages removed. */
  readonly others: readonly string[]
  /** Where programs that we have are put; undefined for managers of libraries. */
  readonly folder?: string
}

const debian: PackageManager = {
  installs: ['install', 'reinstall', 'build-dep'],
  others: 'update upgrade dist-upgrade full-upgrade remove purge autoremove clean autoclean'.split(' '),
  folder: '/usr/bin',
}

const managers: Readonly<Record<string, PackageManager>> = {
  apk: { installs: ['add'], others: 'update upgrade del cache fix'.split(' '), folder: '/usr/bin' },
  apt: debian,
  'apt-get': debian,
  pip: { installs: ['install', 'download', 'wheel'], others: ['uninstall', 'cache', 'config', 'check'] },
  npm: { installs: ['ci', 'install', 'i', 'add'], others: 'cache config prune uninstall dedupe audit set'.split(' ') },
  yarn: { installs: ['install', 'add'], others: ['cache', 'config', 'remove'] },
  go: { installs: ['get'], others: ['mod', 'env', 'clean', 'vet'] },
}

/** Packages that are called otherwise than the programs in them. */
const contents: Readonly<Record<string, readonly string[]>> = {
  'ca-certificates': [],
  coreutils: [],
  'inetutils-ping': ['ping'],
  'iputils-ping': ['ping'],
  iproute2: ['ip'],
  'net-tools': ['netstat', 'ifconfig', 'route'],
  'netcat-openbsd': ['nc'],
  procps: ['free', 'pgrep', 'pkill', 'ps', 'sysctl', 'top', 'uptime', 'watch'],
  tzdata: [],
}

/** Where a program is expected when that is not where its manager puts the others. */
const places: Readonly<Record<string, string>> = { bash: '/bin/bash' }

/** `curl=8.1`, `curl~8`, `curl>8`, `curl:amd64` and `curl@edge` are curl. */
const nameOf = (word: string): string => word.replace(/[=~<>:@].*$/, '')

/** The program that an executable of this name would be; undefined when we have none. */
const programOf = (name: string): string | undefined => {
  if (findProgram(name)) return name
  return standInFor([name]) ? 'coreutils' : undefined
}

/** Puts the programs of a package where they belong. Whether it is known at all. */
const installPackage = ({ filesystem }: Process, folder: string, name: string): boolean => {
  const names = contents[name] ?? [name]
  if (!names.every(each => programOf(each) !== undefined)) return false
  for (const each of names) {
    const path = places[each] ?? `${folder}/${each}`
    if (!filesystem.exists(path))
      attempt(() => filesystem.writeFile(path, executableContent(programOf(each) ?? ''), 0o755))
  }
  return true
}

/** What a manager does with its arguments; undefined for what it does not know. */
function* manage(
  process: Process,
  name: string,
  { installs, others, folder }: PackageManager,
): Step<number | undefined> {
  const words = process.argv.slice(1)
  const at = words.findIndex(word => installs.includes(word) || others.includes(word))
  if (at < 0) return undefined
  if (others.includes(words[at] ?? '')) return 0
  const wanted = words.slice(at + 1).filter(word => !word.startsWith('-'))
  const missing = folder === undefined ? wanted : wanted.filter(word => !installPackage(process, folder, nameOf(word)))
  if (folder !== undefined && missing.length === 0) return 0
  const what = missing.length === 0 ? 'packages' : missing.join(' ')
  yield* write(process, 2, `${name}: mockerd has no packages; not installed: ${what}\n`)
  return 0
}

/** A manager, with somebody who answers for what it does not do. */
const packageManager = (manager: PackageManager, otherwise: Program): Program =>
  function* (process) {
    const name = baseName(process.argv[0] ?? '')
    return (yield* manage(process, name, manager)) ?? (yield* otherwise(process))
  }

const unknown: Program = function* (process) {
  const name = baseName(process.argv[0] ?? '')
  yield* write(process, 2, `${name}: mockerd only knows how to install, and has no packages\n`)
  return 1
}

/** The managers by name; some are languages as well, and these answer for the rest. */
export const packageManagerStandIns = (languages: Readonly<Record<string, Program>>): Record<string, Program> =>
  Object.fromEntries(
    Object.entries(managers).map(([name, manager]) => [name, packageManager(manager, languages[name] ?? unknown)]),
  )
