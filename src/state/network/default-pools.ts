import { masked, overlap, type Prefix, parsePrefix, sizeOf } from './prefix.ts'

/** Where networks get a subnet that nobody chose (moby daemon/libnetwork/ipamutils): a prefix, cut in pieces. */
export type Pools = readonly (readonly [base: string, length: number])[]

const localPools: Pools = [
  ['172.17.0.0/16', 16],
  ['172.18.0.0/16', 16],
  ['172.19.0.0/16', 16],
  ['172.20.0.0/14', 16],
  ['172.24.0.0/14', 16],
  ['172.28.0.0/14', 16],
  ['192.168.0.0/16', 20],
]

const globalPools: Pools = [['10.0.0.0/8', 24]]

/** Addresses of networks that span hosts do not clash with those of one host. */
export type AddressSpace = 'local' | 'global'

export const addressSpaceOf = (scope: string): AddressSpace => (scope === 'global' ? 'global' : 'local')

/** The lowest free piece of the pools; `length` other than 0 wants one of that size. */
export const freeIpv4Subnet = (
  held: readonly Prefix[],
  length = 0,
  space: AddressSpace = 'local',
  local: Pools = localPools,
): Prefix | 'exhausted' | 'no such size' => {
  let fits = false
  for (const [base, pieceLength] of space === 'global' ? globalPools : local) {
    const pool = parsePrefix(base)
    if (!pool || (length !== 0 && (length < pool.length || length > 32))) continue
    fits = true
    const free = freePiece(pool, length === 0 ? pieceLength : length, held)
    if (free) return free
  }
  return fits ? 'exhausted' : 'no such size'
}

/** A /64 of the host's own unique local addresses (RFC 4193), which follow from its identity. */
export const freeIpv6Subnet = (held: readonly Prefix[], hostId: string): Prefix | undefined => {
  const digits = `fd${hostId.replaceAll('-', '').slice(0, 10)}`
  return freePiece({ family: 6, value: BigInt(`0x${digits}`) << 80n, length: 48 }, 64, held)
}

/** Steps over what is held, piece by held piece, never one by one through it. */
const freePiece = (pool: Prefix, length: number, held: readonly Prefix[]): Prefix | undefined => {
  const end = pool.value + sizeOf(pool)
  let piece: Prefix = { ...pool, length }
  const size = sizeOf(piece)
  while (piece.value < end) {
    const current = piece
    const holder = held.find(each => overlap(each, current))
    if (!holder) return piece
    const next = masked(holder).value + sizeOf(holder)
    piece = { ...piece, value: next > piece.value + size ? next + ((size - (next % size)) % size) : piece.value + size }
  }
  return undefined
}
