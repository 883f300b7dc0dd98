import { expect, test } from 'vitest'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import { createBox } from './box.ts'

/** A command line, what it prints on stdout, on stderr (nothing when absent), and its status (0 when absent). */
export type Row =
  | readonly [command: string, stdout: string]
  | readonly [command: string, stdout: string, stderr: string, status?: number]

/** Runs each row in a machine of its own with the given files. */
export const commandTable = (files: readonly FileEntry[], rows: readonly Row[]): void => {
  test.each(rows.map(row => ({ row, command: row[0] })))('$command', ({ row }) => {
    const [command, stdout, stderr = '', status = 0] = row
    expect(createBox(files).run(command)).toEqual({ stdout, stderr, status })
  })
}
