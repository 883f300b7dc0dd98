import { describe, expect, test } from 'vitest'
import { attachContainer } from '../../../src/state/container/attach.ts'
import { deleteContainer } from '../../../src/state/container/remove.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { waitContainer } from '../../../src/state/container/wait.ts'
import { createWorld, outcomeOf } from './world.ts'

describe('waitContainer', () => {
  test('is satisfied at once by what does not run, unless the next end is meant', async () => {
    const world = createWorld()
    const { id } = world.create(['idle'])
    expect(await outcomeOf(waitContainer(world.engine, id))).toEqual({ statusCode: 0 })
    expect(await outcomeOf(waitContainer(world.engine, id, { condition: 'not-running' }))).toEqual({ statusCode: 0 })
    expect(await outcomeOf(waitContainer(world.engine, id, { condition: 'next-exit' }))).toBe('pending')
    expect(await outcomeOf(waitContainer(world.engine, id, { condition: 'removed' }))).toBe('pending')
  })

  test('tells every waiter of the end, and of the removal later', async () => {
    const world = createWorld()
    const { id } = world.create(['exit', '7', '100'])
    const next = waitContainer(world.engine, id, { condition: 'next-exit' })
    const removed = waitContainer(world.engine, id, { condition: 'removed' })
    startContainer(world.engine, id)
    const ended = waitContainer(world.engine, id)
    world.clock.advance(99)
    expect(await outcomeOf(next)).toBe('pending')
    world.clock.advance(1)
    expect([await outcomeOf(next), await outcomeOf(ended)]).toEqual([{ statusCode: 7 }, { statusCode: 7 }])
    expect(await outcomeOf(removed)).toBe('pending')
    deleteContainer(world.engine, id, {})
    expect(await outcomeOf(removed)).toEqual({ statusCode: 7 })
  })

  test('says when somebody may still read the last words', async () => {
    const world = createWorld()
    const { id } = world.create(['exit', '0', '100'])
    attachContainer(world.engine, id, {
      stdin: false,
      stdout: true,
      stderr: false,
      logs: false,
      stream: true,
      detachKeys: undefined,
    })
    startContainer(world.engine, id)
    const ended = waitContainer(world.engine, id)
    world.clock.advance(100)
    expect(await outcomeOf(ended)).toEqual({ statusCode: 0, hasReaders: true })
  })

  test('sees every crash of a container that is restarted', async () => {
    const world = createWorld()
    const { id } = world.create(['exit', '1', '10'], {}, { RestartPolicy: { Name: 'always' } })
    startContainer(world.engine, id)
    const first = waitContainer(world.engine, id)
    world.clock.advance(10)
    expect(await outcomeOf(first)).toEqual({ statusCode: 1 })
    const second = waitContainer(world.engine, id, { condition: 'next-exit' })
    expect(await outcomeOf(second)).toBe('pending')
    world.clock.advance(110)
    expect(await outcomeOf(second)).toEqual({ statusCode: 1 })
  })

  test('tells why a start failed, but not once the container is gone', async () => {
    const world = createWorld()
    const { id } = world.create(['nosuch'])
    expect(() => startContainer(world.engine, id)).toThrow()
    expect(await outcomeOf(waitContainer(world.engine, id))).toEqual({
      statusCode: 127,
      error: expect.stringContaining('executable file not found in $PATH'),
    })
    const other = world.create(['nosuch'], {}, { AutoRemove: true })
    const removed = waitContainer(world.engine, other.id, { condition: 'removed' })
    expect(() => startContainer(world.engine, other.id)).toThrow()
    expect(await outcomeOf(removed)).toEqual({ statusCode: 127 })
  })

  test('releases those who wait for the end of what is removed before it started', async () => {
    const world = createWorld()
    const { id } = world.create(['idle'])
    const next = waitContainer(world.engine, id, { condition: 'next-exit' })
    deleteContainer(world.engine, id, {})
    expect(await outcomeOf(next)).toEqual({ statusCode: 0 })
  })

  test('writes moby’s last words when the client has gone', async () => {
    const world = createWorld()
    const { id } = world.create(['idle'])
    const client = new AbortController()
    const waited = waitContainer(world.engine, id, { condition: 'next-exit', signal: client.signal })
    client.abort()
    expect(await outcomeOf(waited)).toEqual({ statusCode: -1, error: 'context canceled' })
  })

  test('refuses an unknown condition and an unknown container at once', () => {
    const world = createWorld()
    const { id } = world.create(['idle'])
    expect(() => waitContainer(world.engine, id, { condition: 'tired' })).toThrow('invalid condition: "tired"')
    expect(() => waitContainer(world.engine, 'nobody')).toThrow('No such container: nobody')
  })
})
