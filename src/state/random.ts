/** The only door to chance: a seeded generator. Streams forked by different names are independent of each other. */
export interface Random {
  /** A whole number in [0, bound). */
  integer(bound: number): number
  /** A number in [0, 1). */
  fraction(): number
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string
  bytes(count: number): Uint8Array<ArrayBuffer>
  pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T
  /** An own stream for one purpose, so that drawing more for it shifts nothing elsewhere. */
  fork(purpose: string): Random
  /** Where in its stream it is: as data, to be set again later. */
  state: RandomState
}

export type RandomState = readonly [number, number, number, number]

/** sfc32 (Chris Doty-Humphrey, PractRand; public domain algorithm) seeded through FNV-1a and a warm-up. */
export const createRandom = (seed: number | string): Random => {
  const text = String(seed)
  let a = hash(text, 0x811c9dc5)
  let b = hash(text, 0x9e3779b9)
  let c = hash(text, 0x85ebca6b)
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let round = 0; round < 15; round++) next()

  const random: Random = {
    integer: bound => Math.floor((next() / 2 ** 32) * bound),
    fraction: () => next() / 2 ** 32,
    hex(digits) {
      let text = ''
      while (text.length < digits) text += next().toString(16).padStart(8, '0')
      return text.slice(0, digits)
    },
    bytes(count) {
      const bytes = new Uint8Array(count)
      for (let index = 0; index < count; index += 4) {
        const word = next()
        for (let byte = 0; byte < 4 && index + byte < count; byte++) bytes[index + byte] = word >>> (8 * byte)
      }
      return bytes
    },
    pick<T>(choices: readonly T[]): T {
      if (choices.length === 0) throw new Error('there is nothing to pick from')
      return choices[random.integer(choices.length)] as T
    },
    fork: purpose => createRandom(`${text}/${purpose}`),
    get state(): RandomState {
      return [a, b, c, counter]
    },
    set state(state: RandomState) {
      ;[a, b, c, counter] = state
    },
  }
  return random
}

const hash = (text: string, basis: number): number => {
  let value = basis
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value | 0
}
