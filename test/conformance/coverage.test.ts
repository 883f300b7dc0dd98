import { describe, expect, test } from 'vitest'
import { createAccount, joinCoverage } from '../../src/conformance/coverage.ts'

const one = { id: '1'.repeat(64), name: 'mkc-0badcafe-1' }

/** The cells that an account has counted, of all there are. */
const visited = (account: ReturnType<typeof createAccount>, operation: string): string[] => {
  const { cells } = account.coverage()
  return ['created', 'running', 'paused', 'restarting', 'exited', 'missing'].filter(
    state => !cells.missing.includes(`${operation} ${state}`),
  )
}

describe('the account of a run', () => {
  test('counts operations, and the statuses that they were answered with', () => {
    const account = createAccount()
    account.saw('ContainerList', {}, 400)
    account.saw('ContainerList', {}, 200)
    const { operations, statuses } = account.coverage()
    expect(operations.visited).toBe(1)
    expect(operations.missing).not.toContain('ContainerList')
    expect(operations.missing).toContain('ContainerInspect')
    expect(statuses).toEqual({ ContainerList: [200, 400] })
  })

  test('counts a cell by any name of a container whose state is known', () => {
    const account = createAccount()
    account.isIn(one, 'paused')
    for (const id of [one.id, one.name, one.id.slice(0, 12)]) account.saw('ContainerTop', { path: { id } }, 200)
    expect(visited(account, 'ContainerTop')).toEqual(['paused'])
    account.saw('ContainerTop', { path: { id: 'mkc-0badcafe-2' } }, 404)
    expect(visited(account, 'ContainerTop')).toEqual(['paused', 'missing'])
    account.saw('ContainerTop', { path: { id: 'mkc-0badcafe-3' } }, 200)
    expect(visited(account, 'ContainerTop')).toEqual(['paused', 'missing'])
  })

  test('forgets the state of what was moved, by all its names', () => {
    const account = createAccount()
    account.isIn(one, 'running')
    account.saw('ContainerKill', { path: { id: one.id }, query: { signal: 'SIGWINCH' } }, 204)
    account.saw('ContainerRestart', { path: { id: one.id } }, 204)
    account.saw('ContainerTop', { path: { id: one.name } }, 200)
    account.saw('ContainerStop', { path: { id: one.id } }, 204)
    account.saw('ContainerChanges', { path: { id: one.name } }, 200)
    expect(visited(account, 'ContainerTop')).toEqual(['running'])
    expect(visited(account, 'ContainerStop')).toEqual(['running'])
    expect(visited(account, 'ContainerChanges')).toEqual([])
  })

  test('takes a commit for an operation on its container, and leaves out what no run asks for', () => {
    const account = createAccount()
    account.isIn(one, 'created')
    account.saw('ImageCommit', { query: { container: one.id } }, 201)
    expect(visited(account, 'ImageCommit')).toEqual(['created'])
    expect(account.coverage().operations.missing.filter(each => /^(Swarm|Secret)/.test(each))).toEqual([])
  })
})

describe('accounts that are joined', () => {
  test('have missed only what all of them have missed', () => {
    const accounts = [createAccount(), createAccount()]
    accounts[0]?.saw('ContainerList', {}, 400)
    accounts[1]?.saw('ContainerList', {}, 200)
    accounts[1]?.saw('ContainerTop', { path: { id: 'mkc-0badcafe-1' } }, 404)
    const { operations, cells, statuses } = joinCoverage(accounts.map(each => each.coverage()))
    expect([operations.visited, operations.of - operations.missing.length, cells.visited]).toEqual([2, 2, 1])
    expect(statuses).toEqual({ ContainerList: [200, 400], ContainerTop: [404] })
  })
})
