type Texts = Readonly<Record<string, string>>

const known: ReadonlySet<string> = new Set(['type', 'o', 'device', 'size'])

/** What an option needs beside it. */
const required: readonly (readonly [option: string, others: readonly string[]])[] = [
  ['type', ['device']],
  ['o', ['device', 'type']],
  ['device', ['type']],
]

const sizePattern = /^(\d+(?:\.\d+)?) ?(?:[kmgtp]i?b?|b)?$/i

/** Why the local driver refuses options (moby daemon/volume/local/local_unix.go, validateOpts). */
export const localOptionsFault = (options: Texts): string | undefined => {
  const odd = Object.keys(options).find(option => !known.has(option))
  if (odd !== undefined) return `invalid option: ${JSON.stringify(odd)}`
  const { type, device, size } = options
  if (type === 'cifs' && device && /^(?:\w+:)?\/\/[^/]*:\d+(?:\/|$)/.test(device))
    return "port not allowed in CIFS device URL, include 'port' in 'o='"
  if (size !== undefined) {
    const amount = sizePattern.exec(size)?.[1]
    if (amount === undefined) return `invalid size: '${size}'`
    if (Number(amount) > 0) return 'quota size requested but no quota support'
  }
  for (const [option, others] of required) {
    const missing = Object.hasOwn(options, option) ? others.find(other => !Object.hasOwn(options, other)) : undefined
    if (missing !== undefined) return `missing required option: ${JSON.stringify(missing)}`
  }
  return undefined
}
