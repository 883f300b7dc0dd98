import { describe, expect, test } from 'vitest'
import { comparableText, withHoles } from '../../../src/conformance/diff/holes.ts'
import { createSymbols } from '../../../src/conformance/program/symbols.ts'

const id = 'ab'.repeat(32)
const naming = (image = 'busybox:latest') => {
  let number = 0
  const symbols = createSymbols(() => `mkc-0badbeef-${++number}`)
  symbols.of('c0')
  symbols.know('c0', id)
  for (let count = 1; count < 12; count++) symbols.of(`c${count}`)
  return { symbols, run: '0badbeef', root: '/var/lib/docker', image }
}

describe('a text', () => {
  test.each([
    [`container ${id} is here`, 'container {c0.id} is here'],
    [`/${id.slice(0, 12)}`, '/{c0.short}'],
    ['/mkc-0badbeef-1', '/{c0}'],
    ['/mkc-0badbeef-12', '/{c11}'],
    ['mkc-0badbeef-99', '<name>'],
    ['run=0badbeef', 'run=<run>'],
    [`sha256:${'0f'.repeat(32)}`, '<digest>'],
    ['GHCK:NQ7O:XLGT:ZF6Y:2ROP:IWDZ:X7SG:HOGW:XK4J:F43N:NDCN:JRZ6', '<id>'],
    ['2026-11-26T13:59:56.8Z', '<time>'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['172.17.0.2 and 10.0.0.0/24', '<address> and <address>'],
    ['10.213.97.2 and 10.213.91.3/24', '10.213.91.2 and 10.213.91.3/24'],
    ['0.0.0.0', '0.0.0.0'],
    ['/var/lib/docker/volumes/x', '<root>/volumes/x'],
    ['Up 2 seconds', 'Up <while>'],
    ['Exited (0) About a minute ago', 'Exited (0) <while> ago'],
    ['20.10.24+dfsg1', '20.10.24'],
    ['/tmp/run/docker/netns/0123456789ab', '<sandbox>'],
  ])('%j becomes %j', (text, expected) => {
    expect(comparableText(text, naming())).toBe(expected)
  })
})

describe('the image of the run', () => {
  test.each([
    ['busybox:latest', '["busybox:latest"]', '["{image}"]'],
    ['busybox', '["busybox:latest"]', '["{image}"]'],
    ['busybox', '["busybox@sha256:x"]', '["{image}@sha256:x"]'],
    ['busybox:latest', '["busybox:busybox","busybox:latest-2"]', '["busybox:busybox","busybox:latest-2"]'],
    ['here:5000/busybox', '["here:5000/busybox:latest","busybox:latest"]', '["{image}","busybox:latest"]'],
    ['busybox', '["here:5000/busybox:latest"]', '["here:5000/busybox:latest"]'],
  ])('%s: %j becomes %j', (image, text, expected) => {
    expect(comparableText(text, naming(image))).toBe(expected)
  })
})

describe('a value', () => {
  test.each([
    [{ Pid: 17 }, { Pid: '<number>' }],
    [{ ContainersRunning: 0 }, { ContainersRunning: '<number>' }],
    [{ Containers: -1 }, { Containers: -1 }],
    [
      { Running: false, Health: { FailingStreak: 0, Status: 'unhealthy' } },
      { Running: false, Health: { FailingStreak: '<number>', Status: 'unhealthy' } },
    ],
    [
      { Running: true, Health: { FailingStreak: 0 } },
      { Running: true, Health: { FailingStreak: 0 } },
    ],
    [{ CanRemove: true }, { CanRemove: '<whether>' }],
    [{ Mounts: [{ Name: 'b' }, { Name: 'a' }] }, { Mounts: [{ Name: 'a' }, { Name: 'b' }] }],
    [{ Pid: 0 }, { Pid: 0 }],
    [{ ExitCode: 17 }, { ExitCode: 17 }],
    [{ Log: [{ ExitCode: 0 }, { ExitCode: 0 }] }, { Log: [{ ExitCode: 0 }] }],
    [{ ExecIDs: ['<id>'] }, { ExecIDs: null }],
    [{ IPPrefixLen: 20 }, { IPPrefixLen: '<number>' }],
    [{ IPPrefixLen: 24 }, { IPPrefixLen: 24 }],
    [{ ExecIDs: ['{e0.id}', '<id>'] }, { ExecIDs: ['{e0.id}'] }],
    [
      { HostPort: '32789', PublicPort: 32_790 },
      { HostPort: '<port>', PublicPort: '<port>' },
    ],
    [
      { HostPort: '8080', PublicPort: 80 },
      { HostPort: '8080', PublicPort: 80 },
    ],
    [
      { message: 'network {n0} has active endpoints (name:"{c2}" id:"<id>", name:"{c0}" id:"<id>")' },
      { message: 'network {n0} has active endpoints (name:"{c0}" id:"<id>", name:"{c2}" id:"<id>")' },
    ],
    [
      { message: 'remove {v0}: volume is in use - [{c2.id}, {c1.id}]' },
      { message: 'remove {v0}: volume is in use - [{c1.id}, {c2.id}]' },
    ],
    [{ ExecIDs: ['{e1.id}', '{e0.id}'] }, { ExecIDs: ['{e0.id}', '{e1.id}'] }],
    [{ RepoTags: ['{image}', '<name>:v1', 'busybox:busybox'] }, { RepoTags: ['{image}'] }],
    [{ RepoDigests: ['{image}@<digest>', 'other@<digest>'] }, { RepoDigests: ['{image}@<digest>'] }],
    [{ RepoTags: ['<none>:<none>'] }, { RepoTags: ['<none>:<none>'] }],
    [{ RepoTags: ['{i1}:one', '{i0}:latest'] }, { RepoTags: ['{i0}:latest', '{i1}:one'] }],
    [{ Tags: ['<name>:v1', '{i0}:v1', 'other:v1'] }, { Tags: ['{i0}:v1'] }],
  ])('%j becomes %j', (value, expected) => {
    expect(withHoles(value)).toEqual(expected)
  })
})
