import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'

const execute = promisify(execFile)

const fences = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)

const guides = readdirSync('docs').filter(name => name.endsWith('.md'))
const folder = mkdtempSync(join(tmpdir(), 'mockerd-snippets-'))
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As a user's file would be, but with this checkout in place of the package. */
const run = (name: string, code: string) => {
  const file = join(folder, `${name}.ts`)
  const sources = (_: string, entry = 'index') => `from '${resolve(`src/${entry}.ts`)}'`
  writeFileSync(file, code.replaceAll(/from 'mockerd(?:\/(\w+))?'/g, sources))
  return execute(process.execPath, [file])
}

describe.each(guides)('docs/%s', guide => {
  const text = readFileSync(join('docs', guide), 'utf8')

  test('shows code that runs, and asserts what it says', async () => {
    for (const [index, code] of fences(text, 'ts').entries()) await run(`${guide}-${index}`, code)
  })

  test('shows the Python that examples/clients has', () => {
    const example = readFileSync('examples/clients/python/hello.py', 'utf8')
    for (const code of fences(text, 'python')) expect(code).toBe(example)
  })

  test('links to files that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path)
    for (const path of links) expect(readdirSync(join('docs', path, '..')), path).toContain(path.split('/').at(-1))
  })
})
