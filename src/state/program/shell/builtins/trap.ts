import { write } from '../../../kernel/calls.ts'
import type { Step } from '../../../kernel/process.ts'
import { parseSignal, type SignalName, signalNumber } from '../../../kernel/signal.ts'
import { complain } from '../message.ts'
import type { Shell, TrapName } from '../state.ts'
import { setTrap } from '../trap.ts'
import { quotedFor } from './variables.ts'

const pseudo: readonly TrapName[] = ['EXIT', 'ERR', 'DEBUG', 'RETURN']

const trapName = (shell: Shell, word: string): TrapName | undefined => {
  const upper = word.toUpperCase()
  if (word === '0' || upper === 'EXIT') return 'EXIT'
  const known = pseudo.find(name => name === upper)
  if (known) return shell.dialect === 'bash' ? known : undefined
  return parseSignal(word)
}

const order = (name: TrapName): number =>
  pseudo.includes(name) ? pseudo.indexOf(name) : signalNumber(name as SignalName)

const listing = (shell: Shell): string =>
  [...shell.traps]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([name, action]) => {
      const shown = shell.dialect === 'bash' && !pseudo.includes(name) ? `SIG${name}` : name
      return `trap -- ${quotedFor(shell, action)} ${shown}\n`
    })
    .join('')

export function* trap(shell: Shell, argv: readonly string[]): Step<number> {
  let words = argv.slice(1)
  if (words[0] === '--') words = words.slice(1)
  if (words.length === 0 || words[0] === '-p') {
    yield* write(shell.process, 1, listing(shell))
    return 0
  }
  const [first = '', ...names] = words
  // `trap 2` and `trap INT` reset: without an action everything is a signal.
  const resets = names.length === 0 || first === '-' || /^\d+$/.test(first)
  const targets = names.length === 0 || /^\d+$/.test(first) ? words.filter(word => word !== '-') : names
  let status = 0
  for (const word of targets) {
    const name = trapName(shell, word)
    if (name === undefined) {
      yield* complain(shell, `${word}: invalid signal specification`, 'trap')
      status = 1
      continue
    }
    setTrap(shell, name, resets ? undefined : first)
  }
  return status
}
