import { profiles } from '../state/profile/profiles.ts'
import { parseFlags } from './usage.ts'

export const printProfiles = async (args: readonly string[]): Promise<void> => {
  parseFlags(args, {})
  const width = Math.max(...profiles.map(({ name }) => name.length))
  for (const { name, minApiVersion, apiVersion, summary } of profiles)
    process.stdout.write(`${name.padEnd(width)}  API ${minApiVersion} to ${apiVersion}  ${summary}\n`)
}
