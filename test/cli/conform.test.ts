import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { conform } from '../../src/cli/conform.ts'
import { UsageError } from '../../src/cli/usage.ts'
import { type Report, reportSchema, requirements } from '../../src/conformance/index.ts'
import { reported, reportWith } from '../conformance/report/sample.ts'
import { mockerd } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-conform-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('mockerd conform', { timeout: 120_000 }, () => {
  test.each<[string[]]>([
    [['fake:', '--only', 'ContainerRename.of-nothing', '--json', '--quiet']],
    [['run', '--json', '--quiet', '--only=ContainerRename.of-nothing', 'fake:']],
  ])('%j runs the suite, and tells what was not asked', async args => {
    const { status, stdout, stderr } = await mockerd(['conform', ...args])
    const { requirements: all, ...report } = JSON.parse(stdout) as Report
    expect(report).toMatchObject({ target: 'fake:', profile: 'core', result: 'partial' })
    expect(report.summary).toMatchObject({ pass: 1, fail: 0, disabled: requirements.length - 1 })
    expect(all.filter(({ verdict }) => verdict !== 'disabled').map(({ id }) => id)).toEqual([
      'ContainerRename.of-nothing',
    ])
    expect([status, stderr]).toEqual([0, ''])
  })

  test('parts are judged apart, written in every form, and merged', async () => {
    const part = (shard: string) =>
      mockerd(['conform', 'fake:', '--only', 'ContainerPause.', '--shard', shard, '--report', `json=${file(shard)}`])
    const file = (name: string): string => join(folder, 'parts', `${name.replace('/', '-')}.json`)
    const forms = { html: 'r.html', junit: 'r.xml', markdown: 'r.md', badge: 'r.svg', json: 'r.json' }
    expect((await Promise.all([part('1/2'), part('2/2')])).map(({ status }) => status)).toEqual([0, 0])
    const list = Object.entries(forms).map(([form, name]) => `${form}=${join(folder, name)}`)
    const merged = await mockerd(['conform', 'report', 'merge', file('1/2'), file('2/2'), '--report', list.join(',')])
    expect(merged.stdout).toMatch(/^partial: Engine .*API .*: \d+ pass, \d+ disabled, in /)
    const contents = Object.values(forms).map(name => readFileSync(join(folder, name), 'utf8').slice(0, 9))
    expect(contents).toEqual(['<!doctype', '<?xml ver', '## Engine', '<svg xmln', '{\n  "form'])
    const whole = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Report
    const asked = whole.requirements.filter(({ id }) => requirements.some(each => each.id === id))
    expect(asked.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id))
    const same = await mockerd(['conform', 'report', 'diff', join(folder, 'r.json'), join(folder, 'r.json')])
    expect(same).toMatchObject({ status: 0, stdout: 'every verdict is what it was\n' })
  })

  test('report diff names what became worse, and ends with 1', async () => {
    const [good, bad] = ['good.json', 'bad.json'].map(name => join(folder, name)) as [string, string]
    writeFileSync(good, JSON.stringify(reportWith([reported()])))
    writeFileSync(bad, JSON.stringify(reportWith([reported({ verdict: 'fail', expected: 'this', got: 'that' })])))
    const { status, stdout } = await mockerd(['conform', 'report', 'diff', good, bad])
    expect(stdout).toBe('worse: 1\n  ContainerPause.when-running: pass → fail\n    expected this\n    got      that\n')
    expect(status).toBe(1)
  })

  test('report schema prints what reports look like', async () => {
    const { stdout } = await mockerd(['conform', 'report', 'schema'])
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(reportSchema)))
  })

  test('list prints profiles', async () => {
    const { stdout } = await mockerd(['conform', 'list', '--profiles'])
    expect(stdout.split('\n').map(line => line.split(' ')[0])).toEqual(['core', 'compose', 'testcontainers', ''])
  })

  test('list prints the requirements of a name', async () => {
    const { status, stdout } = await mockerd(['conform', 'list', '--only', 'ContainerRename.of-nothing'])
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^must +ContainerRename\.of-nothing {2}.+\n$/)])
  })

  test('explain prints where a requirement is known from', async () => {
    const { status, stdout } = await mockerd(['conform', 'explain', 'ContainerRename.of-nothing'])
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^ContainerRename\.of-nothing\n(.*\n)+ +evidence /)])
  })

  test('explain prints what known daemons do otherwise', async () => {
    const { stdout } = await mockerd(['conform', 'explain', 'ContainerWait.refuses-unknown-condition'])
    expect(stdout).toMatch(/^ {2}otherwise {2}dockerd 20\.10\.24: the condition is not checked before 23\.0$/m)
    expect(stdout).toMatch(/^ {2}otherwise {2}podman 5\.4: .*not a valid docker condition.*$/m)
  })

  test.each<[string[], string]>([
    [['nowhere'], 'nowhere is no target: use fake:, spawn:dockerd, unix:///path'],
    [['fake:', 'unix:///a'], "Unexpected argument 'unix:///a'"],
    [['fake:lxc'], 'there is no profile lxc'],
    [['tcp://192.0.2.1:2375'], 'tcp://192.0.2.1:2375 is not on this machine: say --allow-remote'],
    [['unix:///nonexistent.sock'], 'unix:///nonexistent.sock does not answer'],
    [['fake:', '--only', 'Nonsense'], 'no requirement of core has Nonsense in its name'],
    [['explain', 'Nonsense'], 'there is no requirement Nonsense'],
    [['list', '--nonsense'], "Unknown option '--nonsense'"],
    [['fake:', '--profile', 'lxc'], '--profile lxc: there are core, compose, testcontainers'],
    [['fake:', '--shard', '3/2'], '--shard 3/2: it is I/N, such as 1/3 to 3/3'],
    [['fake:', '--report', 'pdf=x'], '--report pdf=x: it is FORMAT=FILE, where FORMAT is json, junit, html'],
    [['fake:', '--budget', 'much'], '--budget much: it is a number from 1 on'],
    [['report'], "conform report wants merge, diff, schema, not ''"],
    [['report', 'merge', 'package.json'], 'package.json: it is no mockerd-conformance/1 report'],
    [['report', 'diff', 'package.json'], 'report diff wants two files'],
  ])('%j is refused in one line', async (args, message) => {
    const refusal: unknown = await conform(args).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageError)
    expect(String(refusal)).toContain(message)
    expect(String(refusal)).not.toContain('\n')
  })

  test('a refusal is the only line, on stderr, and ends with 2', async () => {
    const { status, stdout, stderr } = await mockerd(['conform', 'nowhere'])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^mockerd: nowhere is no target[^\n]+\n$/)
  })
})
