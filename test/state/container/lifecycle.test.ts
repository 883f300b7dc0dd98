import { describe, expect, test } from 'vitest'
import type { Container } from '../../../src/state/container/entity.ts'
import { table } from '../../../src/state/container/lifecycle.ts'
import { printTable } from '../lifecycle-table.ts'

/** What each refusal says, with its kind. */
const refusals = (): string => {
  const lines = new Map<string, string>()
  for (const command of table.commands) {
    for (const state of table.states) {
      const cell = table.cell(command, state)
      if (typeof cell === 'string' || cell.name === 'impossible') continue
      const { kind, message } = cell.refuse({ id: '<id>', state } as Container, 'NAME')
      lines.set(`${cell.name} ${state}`, `${cell.name} (${state}): ${kind}: ${message}`)
    }
  }
  return `${[...lines.values()].sort().join('\n')}\n`
}

describe('the lifecycle of a container', () => {
  test('is this table', async () => {
    await expect(printTable(table)).toMatchFileSnapshot('lifecycle.txt')
  })

  test('refuses in these words', async () => {
    await expect(refusals()).toMatchFileSnapshot('lifecycle-refusals.txt')
  })

  test('leads out of every state but those that nobody leaves alive', () => {
    for (const state of table.states) {
      const ways = table.commands.map(command => table.cell(command, state)).filter(cell => cell !== state)
      expect(
        ways.some(cell => typeof cell === 'string'),
        state,
      ).toBe(true)
    }
  })
})
