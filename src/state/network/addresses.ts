import type { Random } from '../random.ts'

/** IPv4 arithmetic: an address is a number, a prefix is its base and length. */
export const parseAddress = (text: string): number | undefined => {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    value = value * 256 + Number(part)
  }
  return value
}

export const formatAddress = (value: number): string =>
  [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.')

export interface Prefix {
  readonly base: number
  readonly length: number
}

export const parsePrefix = (text: string): Prefix | undefined => {
  const [address, length] = text.split('/')
  const base = parseAddress(address ?? '')
  const bits = Number(length)
  if (base === undefined || length === undefined || !/^\d{1,2}$/.test(length) || bits > 32) return undefined
  return { base: networkOf(base, bits), length: bits }
}

export const prefixSize = ({ length }: Prefix): number => 2 ** (32 - length)

export const contains = (prefix: Prefix, address: number): boolean => networkOf(address, prefix.length) === prefix.base

const networkOf = (address: number, length: number): number => address - (address % 2 ** (32 - length))

/** Hands out the lowest free address of a prefix, as moby's default IPAM does: a released one is reused at once. */
export interface AddressPool {
  readonly prefix: Prefix
  /** undefined when the pool is exhausted. */
  take(): string | undefined
  /** False when it is in use, outside the prefix, or the network's or broadcast address. */
  reserve(address: string): boolean
  release(address: string): void
  readonly used: number
  /** How many `take` can still give. */
  readonly free: number
}

/** The network's and the broadcast address are nobody's where there is room for them (moby defaultipam/structures.go). */
export const hasReservedEnds = ({ length }: Prefix): boolean => length <= 30

/** Addresses that nobody asked for by name come from `range`, which lies within `prefix`. */
export const createAddressPool = (prefix: Prefix, range: Prefix = prefix): AddressPool => {
  const taken = new Set<number>()
  const ends = hasReservedEnds(prefix) ? 1 : 0
  const first = Math.max(range.base, prefix.base + ends)
  const last = Math.min(range.base + prefixSize(range), prefix.base + prefixSize(prefix) - ends) - 1
  const isUsable = (address: number): boolean =>
    address >= prefix.base + ends && address < prefix.base + prefixSize(prefix) - ends
  /** No address below it is free. */
  let lowest = first
  return {
    prefix,
    take() {
      while (taken.has(lowest)) lowest++
      if (lowest > last) return undefined
      taken.add(lowest)
      return formatAddress(lowest)
    },
    reserve(text) {
      const address = parseAddress(text)
      if (address === undefined || !isUsable(address) || taken.has(address)) return false
      taken.add(address)
      return true
    },
    release(text) {
      const address = parseAddress(text)
      if (address === undefined || !taken.delete(address)) return
      if (address >= first) lowest = Math.min(lowest, address)
    },
    get used() {
      return taken.size
    },
    get free() {
      let inside = 0
      for (const address of taken) if (address >= first && address <= last) inside++
      return last - first + 1 - inside
    },
  }
}

/** A random, locally administered unicast address (moby ≥ 28 does not derive it from the IP address). */
export const randomMacAddress = (random: Random): string => {
  const bytes = random.bytes(6)
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 0x02
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(':')
}
