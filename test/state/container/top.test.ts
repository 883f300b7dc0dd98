import { describe, expect, test } from 'vitest'
import { startContainer } from '../../../src/state/container/start.ts'
import { topContainer } from '../../../src/state/container/top.ts'
import { createWorld } from './world.ts'

const running = () => {
  const world = createWorld()
  const container = world.create(['spawn', 'idle'], { User: 'game' })
  startContainer(world.engine, container.id)
  world.clock.advance(90_000)
  world.actions()
  return { world, container }
}

describe('topContainer', () => {
  test('shows the processes as the host numbers them', () => {
    const { world, container } = running()
    const { Titles, Processes } = topContainer(world.engine, container.id)
    expect(Titles).toEqual(['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'])
    const pid = String(container.pid)
    expect(Processes).toEqual([
      ['7', pid, expect.any(String), '0', '00:00', '?', '00:00:00', 'spawn idle'],
      ['7', expect.any(String), pid, '0', '00:00', '?', '00:00:00', 'idle'],
    ])
    expect(topContainer(world.engine, container.id).Processes).toEqual(Processes)
    expect(world.actions()).toEqual(['top', 'top'])
  })

  test.each([
    ['aux', ['USER', 'PID', '%CPU', '%MEM', 'VSZ', 'RSS', 'TTY', 'STAT', 'START', 'TIME', 'COMMAND']],
    ['-o pid,cmd', ['PID', 'CMD']],
    ['-eo pid,user=WHO,etime', ['PID', 'WHO', 'ELAPSED']],
    ['-e', ['PID', 'TTY', 'TIME', 'CMD']],
    ['', ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']],
  ])('lays out %j', (args, titles) => {
    const { world } = running()
    const { Titles, Processes } = topContainer(world.engine, 'c0', args)
    expect(Titles).toEqual(titles)
    expect(Processes.map(row => row.length)).toEqual([titles.length, titles.length])
  })

  test('tells the age of a process', () => {
    const { world } = running()
    expect(topContainer(world.engine, 'c0', '-o pid,etime,etimes').Processes[0]?.slice(1)).toEqual(['01:30', '90'])
  })

  test.each([
    ['-o uid=PID', 'specifying "uid=PID" is not allowed'],
    ['-o cmd', "Couldn't find PID field in ps output"],
    ['-o nosuch', 'ps: error: unknown user-defined format specifier "nosuch"'],
    ['--fancy', 'ps: error: unsupported option (SysV syntax)'],
  ])('refuses %j', (args, message) => {
    const { world } = running()
    expect(() => topContainer(world.engine, 'c0', args)).toThrow(expect.objectContaining({ kind: 'internal', message }))
    expect(world.actions()).toEqual([])
  })
})
