import { type AnyPrefix, masked, overlap, parseAnyPrefix, sizeOf } from './prefix.ts'

/** Where networks get a subnet that nobody chose (moby daemon/libnetwork/ipamutils): a prefix, cut in pieces. */
const localPools: readonly (readonly [base: string, length: number])[] = [
  ['172.17.0.0/16', 16],
  ['172.18.0.0/16', 16],
  ['172.19.0.0/16', 16],
  ['172.20.0.0/14', 16],
  ['172.24.0.0/14', 16],
  ['172.28.0.0/14', 16],
  ['192.168.0.0/16', 20],
]

/** The lowest free piece of the pools; `length` other than 0 wants one of that size. */
export const freeIpv4Subnet = (held: readonly AnyPrefix[], length = 0): AnyPrefix | 'exhausted' | 'no such size' => {
  let fits = false
  for (const [base, pieceLength] of localPools) {
    const pool = parseAnyPrefix(base)
    if (!pool || (length !== 0 && (length < pool.length || length > 32))) continue
    fits = true
    const free = freePiece(pool, length === 0 ? pieceLength : length, held)
    if (free) return free
  }
  return fits ? 'exhausted' : 'no such size'
}

/** A /64 of the host's own unique local addresses (RFC 4193), which follow from its identity. */
export const freeIpv6Subnet = (held: readonly AnyPrefix[], hostId: string): AnyPrefix | undefined => {
  const digits = `fd${hostId.replaceAll('-', '').slice(0, 10)}`
  return freePiece({ family: 6, value: BigInt(`0x${digits}`) << 80n, length: 48 }, 64, held)
}

/** Steps over what is held, piece by held piece, never one by one through it. */
const freePiece = (pool: AnyPrefix, length: number, held: readonly AnyPrefix[]): AnyPrefix | undefined => {
  const end = pool.value + sizeOf(pool)
  let piece: AnyPrefix = { ...pool, length }
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
