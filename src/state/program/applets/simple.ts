import type { Process, Step } from '../../kernel/process.ts'
import { echo } from '../shell/builtins/echo.ts'
import { kill } from '../shell/builtins/kill.ts'
import { printf } from '../shell/builtins/printf.ts'
import { pwd } from '../shell/builtins/pwd.ts'
import { test } from '../shell/builtins/test.ts'
import type { Applet, Applets, Invocation } from './applet.ts'
import { Options, parseOptions, UsageError } from './options.ts'

/** A builtin of the shell as a program of its own. */
const builtin = (run: (process: Process, argv: readonly string[]) => Step<number>): Applet => ({
  run: ({ process, name, words }) => run(process, [name, ...words]),
})

const constant = (status: number): Applet => ({
  run: function* () {
    yield undefined
    return status
  },
})

function* yes({ words, output }: Invocation): Step<number> {
  const line = `${words.length === 0 ? 'y' : words.join(' ')}\n`
  for (;;) {
    output.text(line.repeat(Math.ceil(4096 / line.length)))
    yield* output.flush()
    yield undefined
  }
}

const decimals = (text: string): number => text.split('.')[1]?.length ?? 0

function* seq(invocation: Invocation): Step<number> {
  const { options, operands, output } = invocation
  if (operands.length < 1 || operands.length > 3)
    throw new UsageError(invocation.flavor === 'gnu' ? 'missing operand' : '')
  for (const text of operands) {
    if (text.trim() !== '' && !Number.isNaN(Number(text))) continue
    if (invocation.flavor === 'gnu') throw new UsageError(`invalid floating point argument: '${text}'`)
    yield* invocation.complain(`invalid number '${text}'`)
    return 1
  }
  const [first, step, last] =
    operands.length === 1 ? ['1', '1', operands[0]] : operands.length === 2 ? [operands[0], '1', operands[1]] : operands
  const precision = Math.max(decimals(first ?? ''), decimals(step ?? ''))
  const from = Number(first)
  const increment = Number(step)
  const to = Number(last)
  if (increment === 0 && invocation.flavor === 'gnu') throw new UsageError(`invalid Zero increment value: '${step}'`)
  const count = increment === 0 ? Number.POSITIVE_INFINITY : Math.floor((to - from) / increment + 1e-10)
  const width = options.has('w')
    ? Math.max(...[from, from + increment * Math.max(count, 0)].map(value => value.toFixed(precision).length))
    : 0
  const separator = options.value('s') ?? '\n'
  for (let index = 0; index <= count; index++) {
    const value = from + index * increment
    const text = value.toFixed(precision)
    output.text(
      (index > 0 ? separator : '') +
        (value < 0 ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0')),
    )
    yield* output.relieve()
  }
  if (count >= 0) output.text('\n')
  return 0
}

/** Numbers below zero look like options, so seq's own come first and are taken by hand: `seq -w 5 -1 1`. */
const seqApplet: Applet = {
  usage: '[-w] [-s SEP] [FIRST [INC]] LAST',
  run: invocation => {
    const number = invocation.words.findIndex(word => !word.startsWith('-') || /^-[.\d]/.test(word))
    const separated = invocation.words[number - 1] === '-s'
    const begin = number < 0 ? invocation.words.length : separated ? number + 1 : number
    const { given } = parseOptions(
      { short: 'ws:', long: { 'equal-width': 'w', separator: 's' } },
      invocation.words.slice(0, begin),
    )
    const operands = invocation.words.slice(begin)
    return seq({ ...invocation, options: new Options(given, operands), operands })
  },
}

export const simpleApplets: Applets = {
  true: constant(0),
  false: constant(1),
  sync: constant(0),
  echo: builtin(echo),
  printf: builtin(printf),
  test: builtin(test),
  '[': builtin(test),
  kill: builtin(kill),
  pwd: builtin(pwd),
  yes: { usage: '[STRING]', run: yes },
  seq: seqApplet,
}
