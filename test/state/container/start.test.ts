import { describe, expect, test } from 'vitest'
import { startContainer } from '../../../src/state/container/start.ts'
import { DockerError } from '../../../src/state/error.ts'
import { createDaemon } from './daemon.ts'
import { createWorld } from './world.ts'

const logText = (container: {
  log: { since(position: number): { records: readonly { line: Uint8Array }[] } }
}): string =>
  container.log
    .since(0)
    .records.map(({ line }) => new TextDecoder().decode(line))
    .join('')

const refusalOf = (work: () => void): { kind: string; message: string } => {
  try {
    work()
  } catch (error) {
    if (error instanceof DockerError) return { kind: error.kind, message: error.message }
    throw error
  }
  throw new Error('it was not refused')
}

const created =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: '

describe('startContainer', () => {
  test('returns before the process has run, which then ends in order', () => {
    const world = createWorld()
    const container = world.create(['exit', '3'])
    startContainer(world.engine, container.id)
    expect(container.state).toBe('running')
    expect(container.pid).toBeGreaterThan(1000)
    expect(world.actions()).toEqual(['network connect', 'start'])
    world.settle()
    expect(container).toMatchObject({ state: 'exited', exitCode: 3, pid: 0, error: '' })
    expect(world.actions()).toEqual(['network disconnect', 'die 3'])
    expect(world.defects).toEqual([])
  })

  test('says how long it ran in whole seconds', () => {
    const world = createWorld()
    const container = world.create(['exit', '0', '2900'])
    startContainer(world.engine, container.id)
    world.clock.advance(5000)
    expect(world.events.at(-1)).toMatchObject({ action: 'die', attributes: { exitCode: '0', execDuration: '2' } })
  })

  test('gives the process its environment, user and directory', () => {
    const world = createWorld()
    const config = { Env: ['A=1', 'PATH=/bin', 'B=', 'HOSTNAME'], User: 'game', WorkingDir: '/made/for/it' }
    const container = world.create(['env'], config)
    startContainer(world.engine, container.id)
    world.settle()
    expect(logText(container)).toBe('PATH=/bin\nA=1\nB=\nHOME=/games\n7:8 /made/for/it\n')
  })

  test('writes the hosts file with the address that the container got', () => {
    const world = createWorld()
    const container = world.create(['show', '/etc/hosts'], { Hostname: 'box' }, { ExtraHosts: ['db:10.0.0.9'] })
    startContainer(world.engine, container.id)
    world.settle()
    expect(logText(container)).toContain('127.0.0.1\tlocalhost\n')
    expect(logText(container)).toMatch(/\n10\.0\.0\.9\tdb\n172\.17\.0\.\d+\tbox\n$/)
  })

  test.each<[string, readonly string[], number, string, string]>([
    [
      'a name that PATH does not have',
      ['nosuch'],
      127,
      'invalid',
      'exec: "nosuch": executable file not found in $PATH',
    ],
    [
      'a path that is not there',
      ['/no/such'],
      127,
      'invalid',
      'exec: "/no/such": stat /no/such: no such file or directory',
    ],
    ['a file without the right', ['/etc/passwd'], 126, 'invalid', 'exec: "/etc/passwd": permission denied'],
    ['a directory', ['/tmp'], 126, 'invalid', 'exec: "/tmp": is a directory: permission denied'],
  ])('refuses %s in runc’s words', (_what, command, exitCode, kind, text) => {
    const world = createWorld()
    const container = world.create(command)
    expect(refusalOf(() => startContainer(world.engine, container.id))).toEqual({ kind, message: created + text })
    expect(container).toMatchObject({ state: 'created', exitCode, error: created + text, runtime: undefined })
    expect(world.actions()).toEqual(['network disconnect'])
  })

  test.each([
    ['/bin/garbage', 'exec /bin/garbage: exec format error\n'],
    ['/bin/orphan', 'exec /bin/orphan: no such file or directory\n'],
  ])('lets the kernel refuse %s after the start', (path, text) => {
    const world = createWorld()
    const container = world.create([path])
    startContainer(world.engine, container.id)
    world.settle()
    expect(container.exitCode).toBe(255)
    expect(logText(container)).toBe(text)
  })

  test('removes a container that removes itself when it cannot start', () => {
    const world = createWorld()
    const container = world.create(['nosuch'], {}, { AutoRemove: true })
    expect(() => startContainer(world.engine, container.id)).toThrow(/not found in \$PATH/)
    expect(container).toMatchObject({ removed: true, exitCode: 127 })
    expect(world.actions()).toEqual(['network disconnect', 'destroy'])
  })

  test('removes it when it has ended, and says so last', () => {
    const world = createWorld()
    const container = world.create(['exit', '0'], {}, { AutoRemove: true })
    startContainer(world.engine, container.id)
    world.settle()
    expect(container.removed).toBe(true)
    expect(world.actions()).toEqual(['network connect', 'start', 'network disconnect', 'die 0', 'destroy'])
  })

  test.each([
    [{ User: 'ghost' }, {}, 'internal', 'unable to find user ghost: no matching entries in passwd file'],
    [{ User: 'root:ghosts' }, {}, 'internal', 'unable to find group ghosts: no matching entries in group file'],
    [
      {},
      { DeviceRequests: [{ Driver: '', Count: -1, Capabilities: [['gpu']] }] },
      'internal',
      'could not select device driver "" with capabilities: [[gpu]]',
    ],
    [
      {},
      { NetworkMode: 'container:ghost' },
      'internal',
      'joining network namespace of container: No such container: ghost',
    ],
  ])('refuses %j %j', (config, hostConfig, kind, message) => {
    const world = createWorld()
    const container = world.create(['exit'], config, hostConfig)
    expect(refusalOf(() => startContainer(world.engine, container.id))).toEqual({ kind, message })
    expect(container).toMatchObject({ state: 'created', exitCode: 128, error: message })
  })

  test('joins the network of a container that runs, and of no other', () => {
    const world = createWorld()
    const other = world.create(['idle'])
    const container = world.create(['exit'], {}, { NetworkMode: `container:${other.id}` })
    expect(refusalOf(() => startContainer(world.engine, container.id))).toEqual({
      kind: 'conflict',
      message: `cannot join network namespace of a non running container: container ${other.name} is created`,
    })
    startContainer(world.engine, other.id)
    startContainer(world.engine, container.id)
    expect(container.runtime?.kernel.network).toBe(other.runtime?.kernel.network)
    world.settle()
    expect(container.state).toBe('exited')
    expect(other.state).toBe('running')
  })

  test('ends what takes more memory than it has, and tells before', () => {
    const world = createWorld()
    const container = world.create(['take', '7000000'], {}, { Memory: 6_291_456 })
    startContainer(world.engine, container.id)
    world.settle()
    expect(container).toMatchObject({ state: 'exited', exitCode: 137, oomKilled: true })
    expect(world.actions().slice(2)).toEqual(['oom', 'network disconnect', 'die 137'])
  })

  test('mounts memory where it is asked for, deepest last, and makes the places', () => {
    const world = createWorld()
    const Tmpfs = { '/a/b': 'size=1k,mode=700,ro', '/a': '', '/etc/sub': '' }
    const container = world.create(['idle'], {}, { Tmpfs, ReadonlyRootfs: true })
    startContainer(world.engine, container.id)
    const files = container.runtime?.filesystem
    expect(files?.stat('/a')).toMatchObject({ kind: 'directory', mode: 0o1777 })
    expect(files?.stat('/a/b')).toMatchObject({ kind: 'directory', mode: 0o700 })
    files?.writeFile('/a/f', 'x')
    expect(files?.readText('/a/f')).toBe('x')
    expect(() => files?.writeFile('/a/b/f', 'x')).toThrow('EROFS')
    expect(() => files?.writeFile('/f', 'x')).toThrow('EROFS')
    expect(container.tree.changes().map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'added /a',
      'modified /etc',
      'added /etc/sub',
    ])
  })

  test('refuses to mount memory over a file', () => {
    const world = createWorld()
    const container = world.create(['idle'], {}, { Tmpfs: { '/etc/passwd/x': '' } })
    expect(refusalOf(() => startContainer(world.engine, container.id))).toEqual({
      kind: 'internal',
      message: `${created}error mounting "tmpfs" to rootfs at "/etc/passwd/x": not a directory`,
    })
    expect(container.exitCode).toBe(128)
  })

  test('gives up networks that a program which cannot be started never had', () => {
    const world = createWorld()
    const container = world.create(['nosuch'])
    refusalOf(() => startContainer(world.engine, container.id))
    expect(world.actions()).toEqual(['network disconnect'])
  })

  const joins = [
    ['IpcMode', 'conflict', 'failed to join IPC namespace: container c0 is not running'],
    ['PidMode', 'internal', 'failed to join PID namespace: container c0 is not running'],
  ] as const

  test.each(joins)('wants the container whose %s it joins to run', (mode, kind, message) => {
    const world = createWorld()
    const other = world.create(['idle'])
    const container = world.create(['idle'], {}, { [mode]: `container:${other.id}` })
    expect(refusalOf(() => startContainer(world.engine, container.id))).toEqual({
      kind,
      message: message.replace('c0', other.id),
    })
  })

  test.each([
    ['docker-25', ['volume unmount', 'network disconnect']],
    ['docker-26', ['volume mount', 'volume unmount', 'network disconnect']],
  ])('on %s a failure to join a PID namespace tells %j', (profile, told) => {
    const { engine, create, events, story } = createDaemon(profile)
    const other = create()
    const container = create({ HostConfig: { PidMode: `container:${other.id}`, Binds: ['data:/data'] } })
    events.length = 0
    refusalOf(() => startContainer(engine, container.id))
    expect(story().filter(action => action !== 'network connect')).toEqual(told)
  })

  test('joins the IPC namespace of a container that shares it only', () => {
    const world = createWorld()
    const other = world.create(['idle'], {}, { IpcMode: 'private' })
    startContainer(world.engine, other.id)
    const container = world.create(['idle'], {}, { IpcMode: `container:${other.id}` })
    expect(refusalOf(() => startContainer(world.engine, container.id)).message).toContain('non-shareable IPC')
    other.hostConfig.IpcMode = 'shareable'
    startContainer(world.engine, container.id)
    expect(container.state).toBe('running')
  })

  test('passes signals on and keeps pid 1 for itself with --init', () => {
    const world = createWorld()
    const container = world.create(['catch', 'TERM', '5'], {}, { Init: true })
    startContainer(world.engine, container.id)
    world.settle()
    expect(container.runtime?.kernel.init?.executable).toBe('/sbin/docker-init')
    container.runtime?.kernel.kill(1, 'TERM')
    world.settle()
    expect(container.exitCode).toBe(5)
  })

  test('gives the same events for the same seed', () => {
    const run = (seed: number) => {
      const world = createWorld(seed)
      const container = world.create(['say', 'stdout', '%\n', '3', '400'], {}, { RestartPolicy: { Name: 'always' } })
      startContainer(world.engine, container.id)
      world.clock.advance(20_000)
      return world.events
    }
    expect(run(7)).toEqual(run(7))
    expect(run(7)).not.toEqual(run(8))
  })
})
