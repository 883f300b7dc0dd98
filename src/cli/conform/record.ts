import { closeSync, openSync, writeSync } from 'node:fs'
import { harOf, headLineOf, lineOf, type Recorded, redact } from '../../conformance/index.ts'
import { parseArguments, UsageError } from '../usage.ts'
import { version } from '../version.ts'
import { listenOptions, standBefore } from './before.ts'

export const options = { ...listenOptions, output: { type: 'string', short: 'o' } } as const

const openForMe = (path: string): number => {
  try {
    // What programs print may be a secret, whatever was redacted.
    return openSync(path, 'w', 0o600)
  } catch (error) {
    throw new UsageError(`-o ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Stands before a daemon, and writes down what goes by: line by line as it ends, or as an HTTP archive when all is over. */
export const record = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const path = flags.output
  if (path === undefined) throw new UsageError('-o FILE says where to; what ends in .har becomes an HTTP archive')
  const file = openForMe(path)
  const isArchive = path.endsWith('.har')
  const kept: Recorded[] = []
  let count = 0
  const { target, fingerprint, ended } = await standBefore(positionals, flags, {
    begins: () => undefined,
    see(exchange) {
      const one = { at: Date.now() - exchange.milliseconds, exchange: redact(exchange) }
      count++
      if (isArchive) kept.push(one)
      else writeSync(file, `${lineOf(one)}\n`)
    },
  })
  if (!isArchive) writeSync(file, `${headLineOf(target, fingerprint)}\n`)
  await ended
  if (isArchive) writeSync(file, JSON.stringify(harOf(kept, version), undefined, 2))
  closeSync(file)
  process.stdout.write(`${count} exchanges in ${path}\n`)
}
