import { expect, test } from 'vitest'
import { table } from '../../../src/state/plugin/lifecycle.ts'
import { printTable } from '../lifecycle-table.ts'

test('the lifecycle of a plugin is this table', async () => {
  await expect(printTable(table)).toMatchFileSnapshot('lifecycle.txt')
})
