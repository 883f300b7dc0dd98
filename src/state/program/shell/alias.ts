import type { Command, Statement } from 'unbash'
import type { Shell } from './state.ts'

interface Aliased {
  /** What the alias says before its last command. */
  readonly before: readonly Statement[]
  readonly command: Command
}

/** bash knows aliases only in front of a user. */
const expands = (shell: Shell): boolean => shell.dialect !== 'bash' || shell.options.has('interactive')

/** The command that an alias makes of `node`: its last simple command goes on with the arguments. */
export const aliased = (shell: Shell, node: Command, seen: ReadonlySet<string> = new Set()): Aliased | undefined => {
  if (shell.aliases.size === 0 || !expands(shell)) return undefined
  const { name } = node
  if (!name || name.parts || name.text !== name.value || seen.has(name.text)) return undefined
  const statements = shell.aliases.get(name.text)
  const last = statements?.at(-1)?.command
  if (!statements || last?.type !== 'Command') return undefined
  const command = merged(last, node)
  const further = aliased(shell, command, new Set([...seen, name.text]))
  const before = statements.slice(0, -1)
  return further ? { before: [...before, ...further.before], command: further.command } : { before, command }
}

const merged = (alias: Command, node: Command): Command => ({
  type: 'Command',
  pos: node.pos,
  end: node.end,
  name: alias.name,
  prefix: [...node.prefix, ...alias.prefix],
  suffix: [...alias.suffix, ...node.suffix],
  args: [...alias.args, ...node.args],
  redirects: [...node.redirects, ...alias.redirects],
})
