import type { Step } from '../../kernel/process.ts'
import type { TerminalModes } from '../../kernel/terminal.ts'
import type { Applets, Invocation } from './applet.ts'

function* tty({ process, output, options }: Invocation): Step<number> {
  const terminal = process.files.get(0)?.terminal
  if (!options.has('s')) output.text(terminal ? '/dev/pts/0\n' : 'not a tty\n')
  yield undefined
  return terminal ? 0 : 1
}

/** stty's name → what it sets. */
const settings: Readonly<Record<string, readonly (readonly [keyof TerminalModes, boolean])[]>> = {
  echo: [['echo', true]],
  '-echo': [['echo', false]],
  icanon: [['canonical', true]],
  '-icanon': [['canonical', false]],
  cbreak: [['canonical', false]],
  '-cbreak': [['canonical', true]],
  isig: [['signals', true]],
  '-isig': [['signals', false]],
  opost: [['mapOutput', true]],
  '-opost': [['mapOutput', false]],
  onlcr: [['mapOutput', true]],
  '-onlcr': [['mapOutput', false]],
  icrnl: [['mapInput', true]],
  '-icrnl': [['mapInput', false]],
  raw: [
    ['canonical', false],
    ['signals', false],
    ['mapOutput', false],
    ['mapInput', false],
  ],
  '-raw': [
    ['canonical', true],
    ['signals', true],
    ['mapOutput', true],
    ['mapInput', true],
  ],
  sane: [
    ['canonical', true],
    ['echo', true],
    ['signals', true],
    ['mapOutput', true],
    ['mapInput', true],
  ],
}

/** What stty knows and no simulated terminal has; taken without effect. */
const ignored =
  /^-?(echo[eklnops]|echoctl|echoke|iexten|ixon|ixoff|ixany|hupcl|brkint|inpck|istrip|cs[5-8]|parenb|tostop|iutf8|crtscts|clocal|cread|icrnl|inlcr|igncr)$/
const valued = new Set([
  'min',
  'time',
  'intr',
  'quit',
  'erase',
  'kill',
  'eof',
  'susp',
  'ispeed',
  'ospeed',
  'line',
  'start',
  'stop',
])

function* stty(invocation: Invocation): Step<number> {
  const { process, words, output } = invocation
  const terminal = process.files.get(0)?.terminal
  if (!terminal) {
    yield* invocation.complain(
      invocation.flavor === 'gnu'
        ? "'standard input': Inappropriate ioctl for device"
        : 'standard input: Inappropriate ioctl for device',
    )
    return 1
  }
  const { modes } = terminal
  const flag = (on: boolean, name: string): string => (on ? name : `-${name}`)
  const summary = (): string =>
    `${flag(modes.signals, 'isig')} ${flag(modes.canonical, 'icanon')} iexten ${flag(modes.echo, 'echo')} echoe echok\n${flag(modes.mapInput, 'icrnl')} ${flag(modes.mapOutput, 'opost')} ${flag(modes.mapOutput, 'onlcr')}\n`
  if (words.length === 0) output.text('speed 38400 baud; line = 0;\n')
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string
    const setting = settings[word]
    if (setting) for (const [mode, value] of setting) modes[mode] = value
    else if (word === 'size') output.text(`${terminal.rows} ${terminal.columns}\n`)
    else if (word === '-a' || word === '--all')
      output.text(`speed 38400 baud; rows ${terminal.rows}; columns ${terminal.columns}; line = 0;\n${summary()}`)
    else if (word === '-g' || word === '--save')
      output.text(
        `${[modes.canonical, modes.echo, modes.signals, modes.mapOutput, modes.mapInput].map(Number).join(':')}\n`,
      )
    else if (/^[01](:[01]){4}$/.test(word)) {
      const [canonical, echo, signals, mapOutput, mapInput] = word.split(':').map(digit => digit === '1')
      Object.assign(modes, { canonical, echo, signals, mapOutput, mapInput })
    } else if (word === 'rows' || word === 'cols' || word === 'columns') {
      const value = Number(words[++index])
      terminal.resize(word === 'rows' ? value : terminal.rows, word === 'rows' ? terminal.columns : value)
    } else if (valued.has(word)) index++
    else if (word === '-F') index++
    else if (!ignored.test(word) && !/^\d+$/.test(word)) {
      yield* invocation.complain(`invalid argument '${word}'`)
      return 1
    }
  }
  return 0
}

const printing = (text: string) => ({
  run: function* ({ output }: Invocation): Step<number> {
    output.text(text)
    yield undefined
    return 0
  },
})

export const terminalApplets: Applets = {
  tty: { syntax: { short: 's' }, usage: '[-s]', run: tty },
  stty: { usage: '[-a|g] [-F DEVICE] [SETTING]...', run: stty },
  clear: printing('\x1b[H\x1b[J'),
  reset: printing('\x1bc\x1b(B\x1b[m\x1b[J\x1b[?25h'),
}
