import type { FileKind, Stat } from '../../filesystem/contract.ts'

export const kindLetter: Readonly<Record<FileKind, string>> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  'character-device': 'c',
  fifo: 'p',
  socket: 's',
}

/** S_IFMT bits, as `stat -c %f` shows them. */
export const kindBits: Readonly<Record<FileKind, number>> = {
  file: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
  'character-device': 0o020000,
  fifo: 0o010000,
  socket: 0o140000,
}

/** `drwxr-xr-x`. */
export const modeText = ({ kind, mode }: Pick<Stat, 'kind' | 'mode'>): string => {
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = mode >> shift
    const execute = bits & 1 ? (special ? letter : 'x') : special ? letter.toUpperCase() : '-'
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${execute}`
  }
  return `${kindLetter[kind]}${triple(6, (mode & 0o4000) !== 0, 's')}${triple(3, (mode & 0o2000) !== 0, 's')}${triple(0, (mode & 0o1000) !== 0, 't')}`
}

const whoMask: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 }

/** chmod's octal or symbolic mode applied to `mode`; undefined when it is neither. */
export const applyMode = (text: string, mode: number, isDirectory: boolean, umask: number): number | undefined => {
  if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8) & 0o7777
  let result = mode
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause)
    if (!match) return undefined
    const who = match[1] || ''
    const mask = who === '' ? 0o7777 & ~umask : [...who].reduce((sum, letter) => sum | (whoMask[letter] ?? 0), 0)
    for (const [, operator, permissions = ''] of (match[2] ?? '').matchAll(/([-+=])([rwxXst]*|[ugo])/g)) {
      const bits = permissionBits(permissions, result, isDirectory) & mask
      if (operator === '+') result |= bits
      else if (operator === '-') result &= ~bits
      else result = (result & ~(who === '' ? 0o777 : mask & (isDirectory ? 0o777 : 0o7777))) | bits
    }
  }
  return result & 0o7777
}

const permissionBits = (permissions: string, mode: number, isDirectory: boolean): number => {
  if (/^[ugo]$/.test(permissions))
    return copiedBits((mode >> (permissions === 'u' ? 6 : permissions === 'g' ? 3 : 0)) & 7)
  let bits = 0
  for (const letter of permissions) {
    if (letter === 'r') bits |= 0o444
    else if (letter === 'w') bits |= 0o222
    else if (letter === 'x') bits |= 0o111
    else if (letter === 'X') bits |= isDirectory || mode & 0o111 ? 0o111 : 0
    else if (letter === 's') bits |= 0o6000
    else if (letter === 't') bits |= 0o1000
  }
  return bits
}

const copiedBits = (three: number): number => (three << 6) | (three << 3) | three
