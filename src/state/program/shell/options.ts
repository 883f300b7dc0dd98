/** The options of `set`, in ash's order of `set -o`. */
export const optionTable = [
  ['errexit', 'e'],
  ['noglob', 'f'],
  ['ignoreeof', 'I'],
  ['interactive', 'i'],
  ['monitor', 'm'],
  ['noexec', 'n'],
  ['stdin', 's'],
  ['xtrace', 'x'],
  ['verbose', 'v'],
  ['noclobber', 'C'],
  ['allexport', 'a'],
  ['notify', 'b'],
  ['nounset', 'u'],
  ['errtrace', 'E'],
  ['vi', 'V'],
  ['hashall', 'h'],
  ['pipefail', ''],
  ['login', 'l'],
  ['command', 'c'],
  ['braceexpand', 'B'],
  ['physical', 'P'],
  ['functrace', 'T'],
  ['emacs', ''],
  ['posix', ''],
  ['privileged', 'p'],
] as const

export type OptionName = (typeof optionTable)[number][0]

/** Known to `$-` and the command line, not to `set -o`. */
const unlisted: readonly OptionName[] = ['interactive', 'stdin', 'login', 'command']
const bashOnly: readonly OptionName[] = [
  'hashall',
  'braceexpand',
  'physical',
  'functrace',
  'emacs',
  'posix',
  'privileged',
]

export const listedOptions = (dialect: string): OptionName[] => {
  const names = optionTable.map(([name]) => name).filter(name => !unlisted.includes(name))
  return dialect === 'bash' ? names.sort() : names.filter(name => !bashOnly.includes(name))
}

export const optionOfLetter = (letter: string): OptionName | undefined =>
  optionTable.find(([, known]) => known !== '' && known === letter)?.[0]

export const optionOfName = (name: string): OptionName | undefined =>
  optionTable.find(([known]) => known === name && !unlisted.includes(known))?.[0]

/** `$-`. */
export const optionLetters = (options: ReadonlySet<OptionName>): string =>
  optionTable
    .filter(([name, letter]) => letter !== '' && options.has(name))
    .map(([, letter]) => letter)
    .join('')
