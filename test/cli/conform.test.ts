import { describe, expect, test } from 'vitest'
import { mockerd } from './command.ts'

describe('mockerd conform', () => {
  test.each<[string[]]>([
    [['fake:', '--only', 'ContainerRename.of-nothing', '--json']],
    [['--json', '--only=ContainerRename.of-nothing', 'fake:']],
    [['run', 'fake:', '--only', 'ContainerRename.of-nothing', '--json']],
  ])('%j runs the suite', async args => {
    const { status, stdout } = await mockerd(['conform', ...args])
    expect(JSON.parse(stdout)).toMatchObject({
      target: 'fake:',
      summary: { pass: 1, fail: 0 },
      requirements: [{ id: 'ContainerRename.of-nothing', verdict: 'pass' }],
    })
    expect(status).toBe(0)
  })

  test('list prints the requirements of a name', async () => {
    const { status, stdout } = await mockerd(['conform', 'list', '--only', 'ContainerRename.of-nothing'])
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^must +ContainerRename\.of-nothing {2}.+\n$/)])
  })

  test('explain prints where a requirement is known from', async () => {
    const { status, stdout } = await mockerd(['conform', 'explain', 'ContainerRename.of-nothing'])
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^ContainerRename\.of-nothing\n(.*\n)+ +evidence /)])
  })

  test.each<[string[], string]>([
    [['nowhere'], 'nowhere is no target: use fake:, unix:///path'],
    [['fake:', 'unix:///a'], "Unexpected argument 'unix:///a'"],
    [['fake:lxc'], 'there is no profile lxc'],
    [['tcp://192.0.2.1:2375'], 'tcp://192.0.2.1:2375 is not on this machine: say --allow-remote'],
    [['unix:///nonexistent.sock'], 'unix:///nonexistent.sock does not answer'],
    [['fake:', '--only', 'Nonsense'], 'no requirement has Nonsense in its name'],
    [['explain', 'Nonsense'], 'there is no requirement Nonsense'],
    [['list', '--json'], "Unknown option '--json'"],
  ])('%j is refused in one line', async (args, message) => {
    const { status, stdout, stderr } = await mockerd(['conform', ...args])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^mockerd: [^\n]+\n$/)
    expect(stderr).toContain(message)
  })
})
