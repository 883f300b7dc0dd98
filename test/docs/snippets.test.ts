import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'

const execute = promisify(execFile)

interface Fence {
  readonly language: string
  readonly code: string
}

const fencesOf = (text: string): Fence[] =>
  [...text.matchAll(/^```(.*)\n([\s\S]*?)^```/gm)].map(([, language = '', code = '']) => ({ language, code }))

const guides = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').map(name => join('docs', name)),
].filter(name => name.endsWith('.md'))

/** What is shown of other languages is a whole file, which runs where its toolchain is: see scripts/client-examples.ts. */
const files: Readonly<Record<string, string>> = {
  python: 'examples/clients/python/hello.py',
  go: 'examples/clients/go-moby/main.go',
  rust: 'examples/clients/rust/src/main.rs',
  java: 'examples/clients/java/src/main/java/example/Hello.java',
  js: 'test/clients/testcontainers/programs/guide.mjs',
}

/** Who runs the snippets that are not run here. */
const runners: Readonly<Record<string, string>> = {
  'README.md console': 'test/clients/docs/commands.test.ts',
  'README.md sh': '.ci/run',
  'docs/ci.md yaml': 'test/docs/ci.test.ts',
  'docs/clients.md console': 'test/clients/docs/commands.test.ts',
  'docs/profiles.md console': 'test/clients/docs/commands.test.ts',
  'docs/worlds.md console': 'test/clients/docs/commands.test.ts',
  'docs/reference.md sh': '.ci/run',
  'docs/conformance.md console': 'test/docs/conformance.test.ts',
  'docs/conformance.md json': 'test/docs/conformance.test.ts',
  'docs/conformance.md yaml': 'test/docs/conformance.test.ts',
}

const folder = mkdtempSync(join(tmpdir(), 'mockerd-snippets-'))
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As a user's file would be, but with this checkout in place of the package; in a Vitest of its own when it is a test. */
const run = async (name: string, code: string): Promise<void> => {
  const isTest = /from '(vitest|mockerd\/vitest)'/.test(code)
  const file = `${name}${isTest ? '.test' : ''}.ts`
  const sources = (_: string, entry = 'index') => `from '${resolve(`src/${entry}.ts`)}'`
  writeFileSync(join(folder, file), code.replaceAll(/from 'mockerd(?:\/(\w+))?'/g, sources))
  const vitest = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, file]
  await execute(process.execPath, isTest ? vitest : [join(folder, file)], { cwd: folder })
}

/** As GitHub names the place of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

const anchorsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))

describe.each(guides)('%s', guide => {
  const text = readFileSync(guide, 'utf8')
  const fences = fencesOf(text)
  const name = guide.replaceAll(/\W/g, '-')

  test('shows code that runs, and asserts what it says', { timeout: 600_000 }, async () => {
    const codes = fences.filter(({ language }) => language === 'ts')
    for (const [index, { code }] of codes.entries()) await run(`${name}-${index}`, code)
  })

  test('shows nothing that nobody runs', () => {
    for (const { language, code } of fences.filter(each => each.language !== 'ts')) {
      const file = files[language]
      if (file) expect(code).toBe(readFileSync(file, 'utf8'))
      else expect(existsSync(runners[`${guide} ${language}`] ?? ''), `who runs this ${language}?\n${code}`).toBe(true)
    }
  })

  test('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]
    for (const [link, path = '', anchor] of links) {
      const target = path === '' ? guide : join(dirname(guide), path)
      expect(existsSync(target), link).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor)
    }
  })
})
