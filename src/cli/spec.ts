import { apiVersions, document } from '../../spec/index.ts'
import { parseFlags, UsageError } from './usage.ts'

export const options = { 'api-version': { type: 'string' } } as const

export const printSpec = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, options)
  const version = flags['api-version'] ?? apiVersions.at(-1) ?? ''
  if (!apiVersions.includes(version)) {
    throw new UsageError(`--api-version ${version} is not described; ${apiVersions[0]} to ${apiVersions.at(-1)} are`)
  }
  process.stdout.write(`${JSON.stringify(document(version), null, 2)}\n`)
}
