import type { FileSystem } from '../../filesystem/contract.ts'
import { attempt } from './messages.ts'

/** A line of /etc/passwd. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly comment: string
  readonly home: string
  readonly shell: string
}

/** A line of /etc/group. */
export interface Group {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}

const rows = (files: FileSystem, path: string): string[][] => {
  const text = attempt(() => files.readText(path))
  if (text instanceof Error) return []
  return text
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split(':'))
}

export const accounts = (files: FileSystem): Account[] =>
  rows(files, '/etc/passwd').map(([name = '', , uid = '', gid = '', comment = '', home = '/', shell = '/bin/sh']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    comment,
    home,
    shell,
  }))

export const groups = (files: FileSystem): Group[] =>
  rows(files, '/etc/group').map(([name = '', , gid = '', members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter(member => member !== ''),
  }))

export const userName = (files: FileSystem, uid: number): string | undefined =>
  accounts(files).find(account => account.uid === uid)?.name

export const groupName = (files: FileSystem, gid: number): string | undefined =>
  groups(files).find(group => group.gid === gid)?.name
