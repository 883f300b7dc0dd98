import { describe, expect, test } from 'vitest'
import type { Process, Program } from '../../../src/state/kernel/process.ts'
import { createTerminal } from '../../../src/state/kernel/terminal.ts'
import { Notifier } from '../../../src/state/wait.ts'
import { createMachine } from './machine.ts'

const forever: Program = function* () {
  for (;;) yield new Notifier()
}

const started = () => {
  const machine = createMachine({
    hostMemoryBytes: 8 * 2 ** 30,
    sysctls: { 'net.core.somaxconn': '1024' },
    pidsLimit: 10,
  })
  const terminal = createTerminal()
  const init = machine.run(forever, {
    argv: ['/bin/sh', '-c', 'x y'],
    executable: '/bin/busybox',
    environment: new Map([
      ['A', '1'],
      ['B', '2 3'],
    ]),
    workingDirectory: '/tmp',
    terminal,
    files: new Map([[0, terminal.file]]),
  })
  const child = machine.run(forever, {
    parent: init,
    argv: ['a-very-long-program-name'],
    credentials: { uid: 5, gid: 6, groups: [7] },
  })
  machine.settle()
  return { machine, init, child }
}
const text = (process: Process, path: string): string => process.filesystem.readText(path)

describe('a process in /proc', () => {
  test.each([
    ['cmdline', '/bin/sh\0-c\0x y\0'],
    ['comm', 'sh\n'],
    ['environ', 'A=1\0B=2 3\0'],
    ['cgroup', '0::/\n'],
  ])('%s', (name, content) => {
    const { init } = started()
    expect(text(init, `/proc/1/${name}`)).toBe(content)
    expect(text(init, `/proc/self/${name}`)).toBe(content)
  })

  test('stat has 52 fields and status says who it is', () => {
    const { init } = started()
    const fields = text(init, '/proc/2/stat').trimEnd().split(' ')
    expect(fields).toHaveLength(52)
    expect(fields.slice(0, 6)).toEqual(['2', '(a-very-long-pro)', 'S', '1', '1', '1'])
    expect(text(init, '/proc/2/status')).toContain('Uid:\t5\t5\t5\t5\n')
    expect(text(init, '/proc/2/status')).toContain('PPid:\t1\n')
  })

  test('links lead to what it uses', () => {
    const { init } = started()
    const target = (name: string) => init.filesystem.readLink(`/proc/self/${name}`)
    expect(['cwd', 'exe', 'root', 'fd/0'].map(target)).toEqual(['/tmp', '/bin/busybox', '/', '/dev/pts/0'])
    expect(init.filesystem.readLink('/proc/self')).toBe('1')
    expect(init.filesystem.stat('/proc/self/fd/0').kind).toBe('character-device')
    expect(init.filesystem.stat('/proc/self/root/proc/1').kind).toBe('directory')
  })

  test('state follows the process, and it is gone with it', () => {
    const { machine, init, child } = started()
    const state = () => text(init, '/proc/2/stat').split(' ')[2]
    machine.kernel.kill(child.pid, 'STOP')
    expect(state()).toBe('T')
    machine.kernel.kill(child.pid, 'KILL')
    expect(state()).toBe('Z')
    machine.kernel.destroy()
    expect(machine.kernel.filesystem.exists('/proc/2')).toBe(false)
  })

  test('others do not read its environment', () => {
    const { child } = started()
    expect(() => text(child, '/proc/1/environ')).toThrow(expect.objectContaining({ code: 'EACCES' }))
    expect(text(child, '/proc/2/environ')).toContain('A=1')
  })
})

describe('the machine in /proc and /sys', () => {
  test.each([
    ['/proc/sys/kernel/hostname', /^box\n$/],
    ['/proc/sys/kernel/ostype', /^Linux\n$/],
    ['/proc/sys/net/core/somaxconn', /^1024\n$/],
    ['/proc/meminfo', /^MemTotal: +8388608 kB\nMemFree: /],
    ['/proc/cpuinfo', /^processor\t: 0\n[\s\S]*\nprocessor\t: 1\n/],
    ['/proc/uptime', /^0\.00 0\.00\n$/],
    ['/proc/loadavg', /^0\.00 0\.00 0\.00 1\/2 2\n$/],
    ['/proc/version', /^Linux version /],
    ['/proc/stat', /^cpu {2}\d/],
    ['/proc/mounts', /^overlay \/ overlay rw,relatime 0 0\nproc \/proc proc /],
    ['/proc/filesystems', /overlay/],
    ['/proc/net/dev', /\n {4}lo: /],
    ['/proc/net/route', /^Iface\t/],
    ['/sys/fs/cgroup/memory.max', /^1073741824\n$/],
    ['/sys/fs/cgroup/cpu.max', /^max 100000\n$/],
    ['/sys/fs/cgroup/pids.max', /^10\n$/],
    ['/sys/fs/cgroup/pids.current', /^2\n$/],
    ['/sys/class/net/lo/mtu', /^65536\n$/],
  ])('%s', (path, content) => {
    const { init } = started()
    expect(text(init, path)).toMatch(content)
  })

  test('listening sockets are in /proc/net/tcp', () => {
    const { machine, init } = started()
    machine.kernel.network.listen('127.0.0.1', 8080)
    machine.kernel.network.listen('::', 80)
    expect(text(init, '/proc/net/tcp').split('\n')[1]).toMatch(/^ {3}0: 0100007F:1F90 00000000:0000 0A /)
    expect(text(init, '/proc/net/tcp6').split('\n')[1]).toMatch(/^ {3}0: 0{32}:0050 0{32}:0000 0A /)
    expect(text(init, '/proc/self/net/tcp')).toBe(text(init, '/proc/net/tcp'))
  })

  test('everything that is listed is there', () => {
    const { init } = started()
    let files = 0
    const walk = (path: string): void => {
      for (const { name, stat } of init.filesystem.list(path)) {
        const below = path === '/' ? `/${name}` : `${path}/${name}`
        expect(init.filesystem.lstat(below).kind).toBe(stat.kind)
        if (stat.kind === 'directory') walk(below)
        if (stat.kind === 'file') {
          files++
          expect(init.filesystem.readText(below)).toBeDefined()
        }
      }
    }
    walk('/')
    expect(files).toBeGreaterThan(60)
  })

  const refusals: readonly (readonly [string, string, (process: Process) => void])[] = [
    ['remove', 'EPERM', process => process.filesystem.unlink('/proc/uptime')],
    ['remove the whole of', 'EBUSY', process => process.filesystem.removeDirectory('/proc')],
    ['change', 'EPERM', process => process.filesystem.chmod('/proc/uptime', 0o777)],
    ['write to', 'EROFS', process => process.filesystem.writeFile('/proc/sys/kernel/hostname', 'x')],
    ['create in', 'ENOENT', process => process.filesystem.writeFile('/proc/new', 'x')],
    ['move out of', 'EXDEV', process => process.filesystem.rename('/proc/uptime', '/uptime')],
    ['list a file of', 'ENOTDIR', process => process.filesystem.list('/proc/uptime')],
    ['read a directory of', 'EISDIR', process => process.filesystem.readFile('/proc/sys')],
  ]
  test.each(refusals)('nobody may %s /proc (%s)', (_title, code, attempt) => {
    const { init } = started()
    expect(() => attempt(init)).toThrow(expect.objectContaining({ code }))
  })

  test.each(['/proc/1/constructor', '/dev/constructor', '/proc/1/fd/99', '/proc/99'])('%s is not there', path => {
    expect(started().init.filesystem.exists(path)).toBe(false)
  })

  test('the score of the OOM killer can be set', () => {
    const { init } = started()
    init.filesystem.writeFile('/proc/self/oom_score_adj', '-1000')
  })
})
