/** Whether a text is an IPv4 address. */
export const isAddress4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every(part => Number(part) <= 255)

export const isAddress6 = (text: string): boolean => /^[\da-f:.]*:[\da-f:.]*$/i.test(text)

export const isAddress = (text: string): boolean => isAddress4(text) || isAddress6(text)

/** Sockets that listen here hear all addresses of their stack. `::` hears IPv4 as well (bindv6only is 0). */
export const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::' || address === ''

export const isLoopback = (address: string): boolean => /^127\./.test(address) || address === '::1'

/** The address without its prefix length. */
export const withoutPrefix = (address: string): string => address.split('/')[0] ?? address

const word4 = (address: string): number =>
  address.split('.').reduce((value, part) => (value * 256 + Number(part)) >>> 0, 0)

/** Whether an IPv4 `address` lies in `prefix` (`172.17.0.0/16`); IPv6 prefixes are compared by their leading groups. */
export const isWithin = (address: string, prefix: string): boolean => {
  const [base = '', length] = prefix.split('/')
  if (isAddress4(address) && isAddress4(base)) {
    const bits = Number(length ?? 32)
    const mask = bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0
    return (word4(address) & mask) >>> 0 === (word4(base) & mask) >>> 0
  }
  if (!isAddress6(address) || !isAddress6(base)) return false
  const groups = Math.floor(Number(length ?? 128) / 16)
  return groups6(address).slice(0, groups).join(':') === groups6(base).slice(0, groups).join(':')
}

/** The eight groups of an IPv6 address, as numbers. */
const groups6 = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = new Array(tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...gap, ...right].map(group => Number.parseInt(group, 16))
}
