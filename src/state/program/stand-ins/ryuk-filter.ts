/** What a client's line asks for. */
export type Filter =
  | {
      readonly values: ReadonlyMap<string, readonly string[]>
      /** The `filters` parameter of a list; the same for lines that ask for the same. */
      readonly json: string
    }
  | { readonly problem: string }

/** Reads `label=a=b&label=c` as Go's url.ParseQuery does. */
export const filterOf = (line: string): Filter => {
  const broken = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(line)?.[0]
  if (line.includes(';')) return { problem: 'parse query: invalid semicolon separator in query' }
  if (broken !== undefined) return { problem: `parse query: invalid URL escape "${broken}"` }
  const values = new Map<string, string[]>()
  for (const [type, value] of new URLSearchParams(line)) values.set(type, [...(values.get(type) ?? []), value])
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1))
  const json = JSON.stringify(Object.fromEntries(sorted.map(([type, texts]) => [type, [...new Set(texts)].sort()])))
  return { values, json }
}
