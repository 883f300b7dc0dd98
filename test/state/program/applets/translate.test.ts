import { describe } from 'vitest'
import { commandTable } from '../command-table.ts'

describe('tr', () => {
  commandTable(
    [],
    [
      ['echo hello | tr a-z A-Z', 'HELLO\n'],
      ["echo hello | tr '[:lower:]' '[:upper:]'", 'HELLO\n'],
      ['echo hello | tr -d l', 'heo\n'],
      ['echo aabbcc | tr -s a-c', 'abc\n'],
      ["printf 'a b\\n' | tr ' ' '\\n'", 'a\nb\n'],
      ["printf 'a1b2' | tr -cd '[:digit:]'", '12'],
      ['echo abc | tr a-c xy', 'xyy\n'],
    ],
  )
})
