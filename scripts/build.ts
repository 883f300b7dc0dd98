/** Builds the package: bundles for the command and the library, and the declarations beside them. */
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundleOptions, requireBanner } from './bundle.ts'

const root = join(import.meta.dirname, '..')
const output = join(root, 'dist')

/** What users import, by the names of its files. */
const entries = {
  index: 'src/index.ts',
  conformance: 'src/conformance.ts',
  msw: 'src/msw.ts',
  vitest: 'src/vitest.ts',
}

rmSync(output, { recursive: true, force: true })

const { metafile } = await build({
  ...bundleOptions,
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli.ts', ...entries },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  // A third less to parse at every start; names stay, so that stack traces can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
})

// The library's own files know no runtime: a browser would stumble over a module of Node's that it has no use for.
for (const file of Object.keys(metafile.outputs).filter(name => name.endsWith('.js'))) {
  const text = readFileSync(join(root, file), 'utf8')
  const rest = text.replace(requireBanner, '')
  if (!/\brequire\b/.test(rest)) writeFileSync(join(root, file), rest.trimStart())
}

chmodSync(join(output, 'cli.js'), 0o755)

execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
for (const [name, source] of Object.entries(entries))
  writeFileSync(join(output, `${name}.d.ts`), `export * from './types/${source}'\n`)

for (const file of Object.keys(metafile.outputs)) {
  const kilobytes = Math.round(statSync(join(root, file)).size / 1024)
  process.stdout.write(`${file} ${kilobytes} kB\n`)
}
