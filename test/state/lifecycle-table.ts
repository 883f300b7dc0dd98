import type { Lifecycle } from '../../src/state/lifecycle.ts'

/** A matrix as text: a change of behaviour shows as a changed cell. */
export const printTable = <State extends string, Command extends string, Subject>(
  table: Lifecycle<State, Command, Subject>,
): string => {
  const cells = table.commands.map(command => [
    command,
    ...table.states.map(state => {
      const cell = table.cell(command, state)
      return typeof cell === 'string' ? cell : `(${cell.name})`
    }),
  ])
  const rows = [['', ...table.states], ...cells]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return `${rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}
