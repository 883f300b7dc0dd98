/**
 * Builds the package: one bundle for the command, one for the library, and the declarations beside them.
 *
 * Dependencies are bundled, because opening and compiling some hundred small files is most of the time a fresh process
 * takes to its first answer, and users wait for it in every test run. Commands and web sockets stay chunks of their
 * own, so that nobody pays for what is not used.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const output = join(root, 'dist')

/** What users import, by the names of its files. */
const entries = { index: 'src/index.ts', conformance: 'src/conformance.ts', vitest: 'src/vitest.ts' }

rmSync(output, { recursive: true, force: true })

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli.ts', ...entries },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node22',
  metafile: true,
  // A third less to parse at every start; names stay, so that stack traces can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
  // `ws` is CommonJS and asks for Node's modules by `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as mockerdRequire } from 'node:module'\nconst require = mockerdRequire(import.meta.url)",
  },
  // Optional accelerators of ws: it runs without them. Vitest is the user's own.
  external: ['bufferutil', 'utf-8-validate', 'vitest'],
})

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
