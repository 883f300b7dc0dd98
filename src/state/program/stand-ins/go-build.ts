import { write } from '../../kernel/calls.ts'
import type { Process, Program } from '../../kernel/process.ts'
import { baseName } from '../applets/applet.ts'
import { attempt } from '../applets/messages.ts'
import { executableContent } from '../registry.ts'

/** What an executable that was never compiled says. */
export const uncompiled: Program = function* (process) {
  const name = baseName(process.argv[0] ?? '')
  yield* write(process, 2, `${name}: mockerd did not compile this; script its container with labels instead\n`)
  return 1
}

/** Where `go build` puts its result: behind `-o`, or under the name of the folder. */
const resultPath = (process: Process): string => {
  const { argv } = process
  const option = argv.findIndex(word => word === '-o' || word.startsWith('-o='))
  const given = argv[option]?.startsWith('-o=') ? argv[option]?.slice('-o='.length) : argv[option + 1]
  const own = baseName(process.path('.')) || 'main'
  if (option < 0 || given === undefined) return process.path(own)
  const path = process.path(given)
  const isFolder = given.endsWith('/') || (process.filesystem.exists(path) && isDirectory(process, path))
  return isFolder ? `${path.replace(/\/$/, '')}/${own}` : path
}

const isDirectory = ({ filesystem }: Process, path: string): boolean => filesystem.stat(path).kind === 'directory'

/** `go build` leaves an executable that says that it is none, so that later stages have something to copy. */
export const withBuild = (go: Program): Program =>
  function* (process) {
    if (process.argv[1] !== 'build') return yield* go(process)
    const path = resultPath(process)
    const made = attempt(() => {
      process.filesystem.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true })
      process.filesystem.writeFile(path, executableContent('uncompiled'), 0o755)
    })
    const failed = made instanceof Error
    yield* write(
      process,
      2,
      failed ? `go: ${path}: ${made.code}\n` : `go: mockerd compiles nothing; ${path} says so when it runs\n`,
    )
    return failed ? 1 : 0
  }
