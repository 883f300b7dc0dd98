import { describe, expect, test } from 'vitest'
import { type FileEntry, root } from '../../../src/state/filesystem/contract.ts'
import type { Program } from '../../../src/state/kernel/process.ts'
import { registerPrograms } from '../../../src/state/program/index.ts'
import { executableContent, findProgram, registerProgram } from '../../../src/state/program/registry.ts'
import { createMachine } from './machine.ts'

const encoder = new TextEncoder()
const probe: Program = function* () {
  yield undefined
  return 5
}
if (!findProgram('kernel-test-probe')) registerProgram('kernel-test-probe', probe)

const binary = (path: string, mode = 0o755): FileEntry => ({
  path,
  kind: 'file',
  mode,
  content: executableContent('kernel-test-probe'),
})
const script = (path: string, text: string, mode = 0o755): FileEntry => ({
  path,
  kind: 'file',
  mode,
  content: encoder.encode(text),
})

const files: FileEntry[] = [
  binary('/bin/probe'),
  binary('/opt/probe'),
  binary('/opt/denied', 0o644),
  binary('/usr/bin/denied'),
  binary('/opt/unreadable', 0o711),
  { path: '/bin/link', kind: 'symlink', target: 'probe' },
  { path: '/bin/folder', kind: 'directory' },
  { path: '/bin/foreign', kind: 'file', mode: 0o755, content: executableContent('nobody-registered-this') },
  script('/bin/empty', ''),
  script('/bin/words', 'echo hi\n'),
  script('/s/plain', '#!/bin/probe\n'),
  script('/s/argument', '#! /bin/probe  -e  x \n'),
  script('/s/nested', '#!/s/argument\n'),
  script('/s/lost', '#!/bin/nothing\n'),
  script('/s/loop', '#!/s/loop\n'),
]
const find = (argv: readonly string[], path = '/opt:/bin', uid = 0) =>
  createMachine({ files }).kernel.lookup(argv, {
    environment: new Map([['PATH', path]]),
    workingDirectory: '/opt',
    credentials: uid === 0 ? root : { uid, gid: uid, groups: [] },
  })

describe('an executable that came from elsewhere', () => {
  const elf = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])
  const real = (path: string): FileEntry => ({ path, kind: 'file', mode: 0o755, content: elf })
  const outside: FileEntry[] = [
    real('/bin/busybox'),
    { path: '/bin/sh', kind: 'symlink', target: 'busybox' },
    real('/usr/bin/bash'),
    { path: '/usr/bin/sh', kind: 'symlink', target: 'dash' },
    real('/usr/bin/dash'),
    real('/usr/bin/echo'),
    real('/usr/bin/mawk'),
    { path: '/usr/bin/awk', kind: 'symlink', target: 'mawk' },
    real('/usr/local/bin/python3.12'),
    real('/usr/sbin/nginx'),
    real('/hard/['),
    { path: '/hard/busybox', kind: 'hardlink', target: '/hard/[' },
    { path: '/hard/ls', kind: 'hardlink', target: '/hard/[' },
    real('/opt/unheard-of'),
  ]
  const lookup = (path: string) =>
    createMachine({ files: outside }).kernel.lookup([path], {
      environment: new Map(),
      workingDirectory: '/',
      credentials: root,
    })

  test.each([
    ['/bin/sh', 'busybox'],
    ['/usr/bin/bash', 'bash'],
    ['/usr/bin/sh', 'dash'],
    ['/usr/bin/echo', 'coreutils'],
    ['/usr/bin/awk', 'coreutils'],
    ['/usr/local/bin/python3.12', 'python'],
    ['/usr/sbin/nginx', 'nginx'],
    ['/hard/ls', 'busybox'],
  ])('%s runs as our %s', (path, program) => {
    registerPrograms()
    expect(lookup(path).program).toBe(findProgram(program))
  })

  test('and is called as nothing that we have cannot run', () => {
    expect(() => lookup('/opt/unheard-of')).toThrow(expect.objectContaining({ code: 'ENOEXEC' }))
  })
})

describe('lookup', () => {
  test.each([
    [['probe', 'a'], '/opt/probe', ['probe', 'a']],
    [['/bin/probe'], '/bin/probe', ['/bin/probe']],
    [['./probe'], '/opt/probe', ['./probe']],
    [['../bin/probe'], '/bin/probe', ['../bin/probe']],
    [['link'], '/bin/probe', ['link']],
    [['/s/plain', 'a', 'b'], '/bin/probe', ['/bin/probe', '/s/plain', 'a', 'b']],
    [['/s/argument', 'a'], '/bin/probe', ['/bin/probe', '-e  x', '/s/argument', 'a']],
    [['/s/nested', 'a'], '/bin/probe', ['/bin/probe', '-e  x', '/s/argument', '/s/nested', 'a']],
  ] as const)('%j is %s with %j', (argv, executable, final) => {
    const found = find(argv)
    expect([found.executable, found.argv]).toEqual([executable, final])
    expect(found.program).toBe(probe)
  })

  test.each([
    [[''], 'ENOENT'],
    [['nothing'], 'ENOENT'],
    [['/bin/nothing'], 'ENOENT'],
    [['/bin/folder'], 'EACCES'],
    [['denied'], 'EACCES'],
    [['/bin/foreign'], 'ENOEXEC'],
    [['/bin/empty'], 'ENOEXEC'],
    [['words'], 'ENOEXEC'],
    [['/s/lost'], 'ENOENT'],
    [['/s/loop'], 'ELOOP'],
  ] as const)('%j fails with %s', (argv, code) => {
    expect(() => find(argv)).toThrow(expect.objectContaining({ code }))
  })

  test('a file that may not be executed is passed over for a later one', () => {
    expect(find(['denied'], '/opt:/usr/bin').executable).toBe('/usr/bin/denied')
  })

  test('a file need not be readable to be executed', () => {
    expect(find(['/opt/unreadable'], '', 1000).executable).toBe('/opt/unreadable')
  })

  test('spawn runs what it finds, and takes nothing over when it finds nothing', () => {
    const machine = createMachine({ files })
    expect(() => machine.kernel.spawn({ argv: ['nothing'] })).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    expect(machine.kernel.init).toBeUndefined()
    const process = machine.kernel.spawn({ argv: ['probe'] })
    machine.settle()
    expect([process.pid, process.exit]).toEqual([1, { code: 5 }])
  })
})
