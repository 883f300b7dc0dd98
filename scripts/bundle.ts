import type { BuildOptions } from 'esbuild'

/** `ws` is CommonJS and asks for Node's modules by `require`, which an ES module does not have. */
export const requireBanner =
  "import { createRequire as mockerdRequire } from 'node:module'\nconst require = mockerdRequire(import.meta.url)"

/**
 * How sources become bundles. Dependencies are bundled, too, because opening and compiling some hundred small files is
 * most of the time that a fresh process takes to its first answer, and users wait for it in every test run. Commands and
 * web sockets stay chunks of their own, so that nobody pays for what is not used.
 */
export const bundleOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  metafile: true,
  banner: { js: requireBanner },
  // Optional accelerators of ws: it runs without them. The rest is whose tests it runs in.
  external: ['bufferutil', 'utf-8-validate', 'msw', 'vitest'],
} as const satisfies BuildOptions
