import { type SignalName, signalNumbers } from '../../kernel/signal.ts'

/** `9`, `KILL`, `SIGKILL`, `sigkill`; undefined for anything else. */
export const parseSignal = (text: string): SignalName | undefined => {
  const name = text.toUpperCase().replace(/^SIG/, '')
  if (Object.hasOwn(signalNumbers, name)) return name as SignalName
  const number = Number(text)
  return Object.keys(signalNumbers).find(key => signalNumbers[key as keyof typeof signalNumbers] === number) as
    | SignalName
    | undefined
}
