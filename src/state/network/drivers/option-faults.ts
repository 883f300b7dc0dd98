/** What Go's strconv says about values that are none. */

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text): [string, boolean] => [text, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text): [string, boolean] => [text, false]),
])

/** undefined: it is none. */
export const parseGoBool = (text: string): boolean | undefined => booleans.get(text)

export const boolFault = (text: string): string | undefined =>
  booleans.has(text) ? undefined : `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`

const integerMax = 2n ** 63n

export const integerFault = (text: string): string | undefined => {
  const isNumber = /^[+-]?\d+$/.test(text)
  if (isNumber && BigInt(text) >= -integerMax && BigInt(text) < integerMax) return undefined
  return `strconv.Atoi: parsing ${JSON.stringify(text)}: ${isNumber ? 'value out of range' : 'invalid syntax'}`
}
