/**
 * Runs the command from the sources as they are, by way of a bundle of them: `node scripts/start.mjs serve --json`.
 *
 * A bundle is named by the paths, sizes and times of all that it was made of, so that it is never older than they are;
 * when there is none of that name, it is made first. `--prepare` makes it and runs nothing: `npm ci` does that. This one
 * file is plain JavaScript: loading the compiler for it would take as long as everything else that it saves.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

enableCompileCache?.()

const root = join(import.meta.dirname, '..')
const shelf = join(root, '.bundle')

const sources = folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') || name.endsWith('.json'))
    .sort()
    .map(name => join(folder, name))

const nameOfSources = () => {
  const hash = createHash('sha256')
  for (const path of [...sources('src'), ...sources('spec'), 'package-lock.json', join('scripts', 'bundle.ts')]) {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

/** Made beside its place first: another start may be looking for it. */
const makeBundle = async name => {
  const [{ build }, { bundleOptions }] = await Promise.all([import('esbuild'), import('./bundle.ts')])
  const beside = join(shelf, `${name}.${process.pid}`)
  mkdirSync(beside, { recursive: true })
  const entryPoints = [join(root, 'src', 'cli.ts')]
  await build({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints,
    minifyWhitespace: true,
    outdir: beside,
    logLevel: 'silent',
  })
  const others = readdirSync(shelf).filter(other => !other.startsWith(name))
  if (existsSync(join(shelf, name))) rmSync(beside, { recursive: true })
  else renameSync(beside, join(shelf, name))
  for (const other of others) rmSync(join(shelf, other), { recursive: true, force: true })
}

/** The sources themselves do as well, where no bundle can be made: no esbuild, or a folder that is only to be read. */
const commandFile = async () => {
  const name = nameOfSources()
  const file = join(shelf, name, 'cli.js')
  try {
    if (!existsSync(file)) await makeBundle(name)
    return file
  } catch {
    return join(root, 'src', 'cli.ts')
  }
}

const file = await commandFile()
if (process.argv[2] !== '--prepare') await import(pathToFileURL(file).href)
