import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { profiles } from '../../src/state/profile/profiles.ts'

const text = readFileSync('docs/profiles.md', 'utf8')
const rows = text.split('\n').filter(line => line.startsWith('| `'))

describe('the table of profiles', () => {
  test('has every profile as its data has it', () => {
    expect(rows).toEqual(
      profiles.map(({ name, engineVersion, minApiVersion, apiVersion, storage, summary }) => {
        const kept = storage.containerdStore ? 'in containerd’s store' : 'by graph drivers'
        return `| \`${name}\` | ${engineVersion} | ${minApiVersion} to ${apiVersion} | ${kept} | ${summary} |`
      }),
    )
  })

  test('has what the command lists', () => {
    const listed = execFileSync(process.execPath, ['src/cli.ts', 'profiles'], { encoding: 'utf8' })
    const names = listed
      .trim()
      .split('\n')
      .map(line => line.split(' ')[0])
    expect(rows.map(row => /`(.+)`/.exec(row)?.[1])).toEqual(names)
  })
})

test('every profile that the document names is one', () => {
  const named = [...text.matchAll(/(?:docker|podman)-(?:\d[\w.-]*\w|\d|next)/g)].map(([name]) => name)
  expect(named.filter(name => !profiles.some(profile => profile.name === name))).toEqual([])
})
