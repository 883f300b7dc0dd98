import type { Random } from '../random.ts'
import { covers, formatAddress, type Prefix, parseAddress, sizeOf } from './prefix.ts'

/** Hands out the lowest free address of a prefix, as moby's default IPAM does: a released one is reused at once. */
export interface AddressPool {
  readonly prefix: Prefix
  /** undefined when the pool is exhausted. */
  take(): string | undefined
  /** False when it is in use, outside the prefix, or nobody's. */
  reserve(address: string): boolean
  release(address: string): void
  /** Those that are nobody's included. */
  readonly used: bigint
  /** How many `take` can still give. */
  readonly free: bigint
}

/**
 * The network's address and the broadcast address are nobody's where there is room for them; IPv6 has no broadcast,
 * and always keeps its first one (moby defaultipam/allocator.go, newPoolData).
 */
const endsOf = ({ family, length }: Prefix): { readonly first: bigint; readonly last: bigint } =>
  family === 6 ? { first: 1n, last: 0n } : length <= 30 ? { first: 1n, last: 1n } : { first: 0n, last: 0n }

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** Addresses that nobody asked for by name come from `range`, which lies within `prefix`. */
export const createAddressPool = (prefix: Prefix, range: Prefix = prefix): AddressPool => {
  const taken = new Set<bigint>()
  const ends = endsOf(prefix)
  const firstUsable = prefix.value + ends.first
  const lastUsable = prefix.value + sizeOf(prefix) - ends.last - 1n
  const first = greater(range.value, firstUsable)
  const last = lesser(range.value + sizeOf(range) - 1n, lastUsable)
  const valueIn = (text: string): bigint | undefined => {
    const address = parseAddress(text)
    return address && covers(prefix, address) ? address.value : undefined
  }
  /** No address below it is free. */
  let lowest = first
  return {
    prefix,
    take() {
      while (taken.has(lowest)) lowest++
      if (lowest > last) return undefined
      taken.add(lowest)
      return formatAddress({ family: prefix.family, value: lowest })
    },
    reserve(text) {
      const value = valueIn(text)
      if (value === undefined || value < firstUsable || value > lastUsable || taken.has(value)) return false
      taken.add(value)
      return true
    },
    release(text) {
      const value = valueIn(text)
      if (value !== undefined && taken.delete(value) && value >= first) lowest = lesser(lowest, value)
    },
    get used() {
      return BigInt(taken.size) + ends.first + ends.last
    },
    get free() {
      let inside = 0n
      for (const value of taken) if (value >= first && value <= last) inside++
      return greater(0n, last - first + 1n - inside)
    },
  }
}

/** A random, locally administered unicast address (moby ≥ 28 does not derive it from the IP address). */
export const randomMacAddress = (random: Random): string => {
  const bytes = random.bytes(6)
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 0x02
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(':')
}
