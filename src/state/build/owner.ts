import { internal } from '../error.ts'
import type { FileSystem } from '../filesystem/contract.ts'
import { accounts, groups } from '../program/applets/accounts.ts'

export interface Owner {
  readonly uid: number
  readonly gid: number
}

export const rootOwner: Owner = { uid: 0, gid: 0 }

const isNumber = (text: string): boolean => /^\d+$/.test(text)

/** `--chown=user[:group]` by the accounts of the image that is copied into (moby internals_linux.go, parseChownFlag). */
export const parseOwner = (files: FileSystem, text: string): Owner => {
  const [user = '', group = user, ...more] = text.split(':')
  if (more.length > 0) throw internal(`invalid chown string format: ${text}`)
  return { uid: uidOf(files, user), gid: gidOf(files, group) }
}

const uidOf = (files: FileSystem, user: string): number => {
  if (isNumber(user)) return Number(user)
  const account = accounts(files).find(({ name }) => name === user)
  if (!account) throw internal(`can't find uid for user ${user}: no such user: ${user}`)
  return account.uid
}

const gidOf = (files: FileSystem, group: string): number => {
  if (isNumber(group)) return Number(group)
  const found = groups(files).find(({ name }) => name === group)
  if (!found) throw internal(`can't find gid for group ${group}: no such group: ${group}`)
  return found.gid
}
