import type { Program } from '../kernel/process.ts'

/**
 * How an executable file says which program it is: its content starts with this line, an ELF magic followed by our mark
 * and the program's name. Being content, it survives copying, archives, commits and images.
 */
export const executableMark = '\x7fELF mockerd program '

export const executableContent = (program: string, detail = ''): Uint8Array =>
  new TextEncoder().encode(`${executableMark}${program}\n${detail}`)

/** What stands in an executable behind its program's name. */
export const executableDetail = (content: Uint8Array): string =>
  new TextDecoder().decode(content.subarray(content.indexOf(10) + 1))

/** The name of the program in an executable's first bytes, or undefined when it is none of ours. */
export const executableProgram = (content: Uint8Array): string | undefined => {
  if (content[0] !== 0x7f) return undefined
  const head = new TextDecoder('latin1').decode(content.subarray(0, 128))
  if (!head.startsWith(executableMark)) return undefined
  return head.slice(executableMark.length).split('\n', 1)[0]
}

const programs = new Map<string, Program>()

/** Adds a program under the name that executables carry. Registering a name twice is a defect. */
export const registerProgram = (name: string, program: Program): void => {
  if (programs.has(name)) throw new Error(`the program ${name} is registered twice`)
  programs.set(name, program)
}

export const findProgram = (name: string): Program | undefined => programs.get(name)

/** Tools that are no program of their own here: which program is them when it is called by their name. */
const tools = new Map<string, Program>()

export const registerTools = (names: Iterable<string>, program: Program): void => {
  for (const name of names) if (!tools.has(name)) tools.set(name, program)
}

const elfMagic = [0x7f, 0x45, 0x4c, 0x46]

/** Whether an executable is a real one, which came with an image or a build from outside. */
export const isForeign = (content: Uint8Array): boolean => elfMagic.every((byte, index) => content[index] === byte)

/**
 * Which program stands in for a real executable, by what that is called: the first of `names` that we know, also without
 * the version at its end (`python3.12`). Programs go before tools: `bash` is bash, `sh` is whatever it links to.
 */
export const standInFor = (names: readonly string[]): Program | undefined => {
  const candidates = names.flatMap(name => [name, name.replace(/[-.\d]+$/, '')])
  const known = candidates.find(name => programs.has(name)) ?? candidates.find(name => tools.has(name))
  return known === undefined ? undefined : (programs.get(known) ?? tools.get(known))
}
