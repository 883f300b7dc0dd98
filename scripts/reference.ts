/**
 * Builds the API reference from the docstrings of what the package exports: `npm run reference` writes `reference/`. Fails
 * when an export is not described, or a link leads nowhere (see decisions/).
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tools = join(root, '.ci', 'reference-tools')
/** TypeDoc reads the sources with a TypeScript of its own: it does not know the project's. */
const wanted = ['typedoc@0.28.20', 'typescript@6.0.3']

const run = (command: string, ...args: readonly string[]): void => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const typedoc = join(tools, 'node_modules', 'typedoc', 'bin', 'typedoc')
if (!existsSync(typedoc)) run('npm', 'install', '--no-save', '--no-audit', '--no-fund', '--prefix', tools, ...wanted)
run(process.execPath, typedoc, '--options', join(root, 'typedoc.json'))
