import { invalid } from '../../error.ts'

/** ctrl-p, ctrl-q (moby daemon/internal/stream/attach.go). */
export const defaultDetachKeys: readonly number[] = [16, 17]

/** What a control key sends, besides the letters (moby/term ascii.go). */
const controlKeys: Readonly<Record<string, number>> = { '@': 0, '[': 27, '\\': 28, ']': 29, '^': 30, _: 31 }

/** Reads `ctrl-a,a`; no text at all means the default keys. */
export const parseDetachKeys = (text: string | undefined): readonly number[] => {
  if (text === undefined || text === '') return defaultDetachKeys
  return text.split(',').map(key => {
    const code = keyCode(key)
    if (code === undefined) throw invalid(`Invalid detach keys (${text}) provided`)
    return code
  })
}

const keyCode = (key: string): number | undefined => {
  if (key.length === 1) return key.charCodeAt(0) < 256 ? key.charCodeAt(0) : undefined
  const control = /^ctrl-(.)$/.exec(key)?.[1]
  if (key.toUpperCase() === 'DEL') return 127
  if (control === undefined) return undefined
  return /[a-z]/.test(control) ? control.charCodeAt(0) - 96 : controlKeys[control]
}

/** Looks for the keys in what is typed. A beginning of them is held back until it is clear that it is none. */
export interface DetachWatch {
  /** What may pass on, and whether the keys were complete: then nothing after them counts. */
  see(bytes: Uint8Array): { readonly passed: Uint8Array; readonly detached: boolean }
}

export const createDetachWatch = (keys: readonly number[]): DetachWatch => {
  let matched = 0
  return {
    see(bytes) {
      const passed: number[] = []
      for (const byte of bytes) {
        if (byte !== keys[matched]) {
          passed.push(...keys.slice(0, matched))
          matched = 0
        }
        if (byte !== keys[matched]) passed.push(byte)
        else if (++matched === keys.length) return { passed: Uint8Array.from(passed), detached: true }
      }
      return { passed: Uint8Array.from(passed), detached: false }
    },
  }
}
