/** An address of either family. */
export interface Address {
  readonly family: 4 | 6
  readonly value: bigint
}

/** A prefix as it was written: its address may have bits behind the length. */
export interface Prefix extends Address {
  readonly length: number
}

const widthOf = (family: 4 | 6): number => (family === 4 ? 32 : 128)

export const parseAddress = (text: string): Address | undefined => {
  if (text.includes(':')) return parseIpv6(text)
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined
  return { family: 4, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) }
}

const parseIpv6 = (text: string): Address | undefined => {
  const [head = '', tail, ...rest] = text.split('::')
  if (rest.length > 0) return undefined
  const first = groupsOf(head)
  const last = tail === undefined ? [] : groupsOf(tail)
  if (!first || !last) return undefined
  const missing = 8 - first.length - last.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...first, ...new Array<bigint>(missing).fill(0n), ...last]
  return { family: 6, value: groups.reduce((value, group) => value * 65_536n + group, 0n) }
}

const groupsOf = (text: string): bigint[] | undefined => {
  if (text === '') return []
  const groups = text.split(':')
  return groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group)) ? groups.map(group => BigInt(`0x${group}`)) : undefined
}

export const parsePrefix = (text: string): Prefix | undefined => {
  const [, addressText = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? []
  const address = parseAddress(addressText)
  if (!address || Number(length) > widthOf(address.family)) return undefined
  return { ...address, length: Number(length) }
}

export const formatAddress = ({ family, value }: Address): string =>
  family === 4 ? formatIpv4(value) : formatIpv6(value)

const formatIpv4 = (value: bigint): string => [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 255n).join('.')

/** As RFC 5952 has it: the longest run of zero groups, the first of several, becomes `::`. */
const formatIpv6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16))
  let best = { start: 0, length: 1 }
  let start = 0
  for (let index = 0; index <= 8; index++) {
    if (groups[index] === '0') continue
    if (index - start > best.length) best = { start, length: index - start }
    start = index + 1
  }
  if (best.length < 2) return groups.join(':')
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`
}

export const formatPrefix = (prefix: Prefix): string => `${formatAddress(prefix)}/${prefix.length}`

export const sizeOf = ({ family, length }: Prefix): bigint => 1n << BigInt(widthOf(family) - length)

export const masked = (prefix: Prefix): Prefix => ({
  ...prefix,
  value: prefix.value - (prefix.value % sizeOf(prefix)),
})

export const covers = (prefix: Prefix, { family, value }: Address): boolean =>
  prefix.family === family && value - (value % sizeOf(prefix)) === masked(prefix).value

export const overlap = (a: Prefix, b: Prefix): boolean => (a.length <= b.length ? covers(a, b) : covers(b, a))
