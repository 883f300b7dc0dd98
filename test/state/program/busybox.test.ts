import { describe, expect, test } from 'vitest'
import { appletNames } from '../../../src/state/program/busybox.ts'
import { registerPrograms } from '../../../src/state/program/index.ts'
import { findProgram } from '../../../src/state/program/registry.ts'
import { createBox } from './box.ts'
import { commandTable } from './command-table.ts'

describe('busybox', () => {
  commandTable(
    [],
    [
      ['busybox echo hi', 'hi\n'],
      ['busybox nope', '', 'nope: applet not found\n', 127],
      ['busybox --list | grep -c "^sh$"', '1\n'],
      ['mkdir /x; busybox --install -s /x; readlink /x/cat; /x/echo ok', '/bin/busybox\nok\n'],
      ['busybox sh -c "echo nested"', 'nested\n'],
    ],
  )

  test('every applet that is listed answers to its name', () => {
    const box = createBox()
    for (const name of appletNames)
      expect(box.run(`busybox ${name} --help </dev/null & kill -9 $!; true`).stderr).not.toContain('not found')
  })

  test('registering twice changes nothing', () => {
    registerPrograms()
    const before = findProgram('busybox')
    registerPrograms()
    expect(findProgram('busybox')).toBe(before)
  })
})
