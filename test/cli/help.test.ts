import { describe, expect, test } from 'vitest'
import * as clean from '../../src/cli/conform/clean.ts'
import * as diff from '../../src/cli/conform/diff.ts'
import * as doctor from '../../src/cli/conform/doctor.ts'
import * as explain from '../../src/cli/conform/explain.ts'
import * as list from '../../src/cli/conform/list.ts'
import * as proxy from '../../src/cli/conform/proxy.ts'
import * as record from '../../src/cli/conform/record.ts'
import * as replay from '../../src/cli/conform/replay.ts'
import * as report from '../../src/cli/conform/report.ts'
import * as run from '../../src/cli/conform/run.ts'
import * as exec from '../../src/cli/exec.ts'
import * as exportCommand from '../../src/cli/export.ts'
import { helpFor, overview, pages } from '../../src/cli/help.ts'
import * as serve from '../../src/cli/serve.ts'
import * as spec from '../../src/cli/spec.ts'

const commands: Readonly<Record<string, { readonly options: object }>> = {
  serve,
  exec,
  export: exportCommand,
  spec,
  profiles: { options: {} },
  conform: run,
  'conform run': run,
  'conform list': list,
  'conform explain': explain,
  'conform doctor': doctor,
  'conform replay': replay,
  'conform diff': diff,
  'conform proxy': proxy,
  'conform record': record,
  'conform report': report,
  'conform clean': clean,
}

const flagsOf = (page: string): string[] =>
  [...page.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, flag = '']) => flag)

describe('a page of help', () => {
  test('is there for every command', () => {
    expect(Object.keys(pages).toSorted()).toEqual(Object.keys(commands).toSorted())
  })

  test.each(Object.entries(commands))('of %s has each flag that it takes, and no other', (name, { options }) => {
    expect(flagsOf(pages[name] ?? '').toSorted()).toEqual(Object.keys(options).toSorted())
  })

  test.each(Object.entries(pages))('of %s is no wider than a hundred columns', (_name, page) => {
    expect(page.split('\n').filter(line => line.length > 100)).toEqual([])
  })
})

describe('what is asked for', () => {
  test.each<[string, string | undefined]>([
    ['--help', overview],
    ['help', overview],
    ['help serve', pages.serve],
    ['serve --help', pages.serve],
    ['serve --profile docker-28 -h', pages.serve],
    ['conform --help', pages.conform],
    ['conform fake: --help', pages.conform],
    ['conform diff --help', pages['conform diff']],
    ['sevre --help', overview],
    ['serve', undefined],
    ['exec -- cat --help', undefined],
  ])('by mockerd %s', (words, page) => {
    expect(helpFor(words.split(' '))).toBe(page)
  })
})
