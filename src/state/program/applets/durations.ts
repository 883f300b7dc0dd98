const unitMilliseconds: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `1.5`, `2m`, `infinity` in milliseconds, as sleep and timeout take them; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text)
  if (!match) return undefined
  return Number(match[1]) * (unitMilliseconds[match[2] || 's'] ?? 1000)
}

const sizeFactor: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  kB: 1000,
  kD: 1000,
  KB: 1000,
  k: 1024,
  K: 1024,
  MB: 1_000_000,
  M: 1024 ** 2,
  m: 1024 ** 2,
  GB: 1e9,
  G: 1024 ** 3,
  g: 1024 ** 3,
  T: 1024 ** 4,
}

/** `64k`, `1M`, `2b` in bytes, as dd, head and truncate take them; undefined for anything else. */
export const parseSize = (text: string): number | undefined => {
  const match = /^(\d+)([A-Za-z]*)$/.exec(text)
  const factor = match ? sizeFactor[match[2] ?? ''] : undefined
  return match && factor !== undefined ? Number(match[1]) * factor : undefined
}

/** busybox's make_human_readable_str: one digit after the point below ten. */
export const humanSize = (bytes: number): string => {
  const units = ['', 'K', 'M', 'G', 'T', 'P']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return unit === 0 ? String(bytes) : `${value.toFixed(1)}${units[unit]}`
}
