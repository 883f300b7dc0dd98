/** One measured number, and the bar it has to clear where there is one. */
export interface Row {
  readonly part: string
  readonly what: string
  readonly value: number
  readonly unit: 'x' | 'ms' | 'µs' | '/s' | 'MiB' | 'KiB' | 'left'
  readonly bar?: Bar
}

export interface Bar {
  readonly is: 'at most' | 'at least'
  readonly limit: number
}

export const atMost = (limit: number): Bar => ({ is: 'at most', limit })
export const atLeast = (limit: number): Bar => ({ is: 'at least', limit })

export const clears = ({ value, bar }: Row): boolean => {
  if (!bar) return true
  return bar.is === 'at most' ? value <= bar.limit : value >= bar.limit
}

const formatNumber = (value: number): string => {
  if (Math.abs(value) >= 1000) return String(Math.round(value))
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
}

const cells = (row: Row): string[] => {
  const { bar } = row
  const verdict = bar ? `${clears(row) ? 'pass' : 'FAIL'} (${bar.is} ${bar.limit})` : ''
  return [row.part, row.what, `${formatNumber(row.value)} ${row.unit}`, verdict]
}

export const tableText = (rows: readonly Row[]): string => {
  const lines = rows.map(cells)
  const widths = [0, 1, 2, 3].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  return lines
    .map(line =>
      line
        .map((cell, column) => (column === 2 ? cell.padStart(widths[2] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
