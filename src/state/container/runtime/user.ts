import { internal } from '../../error.ts'
import { type Credentials, type FileSystem, SystemError } from '../../filesystem/contract.ts'

export interface ResolvedUser {
  readonly credentials: Credentials
  /** From /etc/passwd; `/` for who is not in it. */
  readonly home: string
}

const idMax = 2 ** 31 - 1

/**
 * Who `user`, `uid`, `user:group` … is inside a container, by its own /etc/passwd and /etc/group
 * (moby daemon/oci_linux.go, getUser; moby/sys/user, GetExecUser).
 */
export const resolveUser = (filesystem: FileSystem, user: string, groupAdd: readonly string[] = []): ResolvedUser => {
  const [userPart = '', groupPart] = user.split(':', 2)
  const people = records(filesystem, '/etc/passwd')
  const groups = records(filesystem, '/etc/group')
  const person = people.find(([name, , uid]) => (userPart === '' ? uid === '0' : name === userPart || uid === userPart))
  if (!person && userPart !== '' && !isId(userPart)) {
    throw internal(`unable to find user ${userPart}: no matching entries in passwd file`)
  }
  const uid = person ? Number(person[2]) : idOf(userPart === '' ? '0' : userPart)
  const gid = groupPart ? findGroup(groups, groupPart) : Number(person?.[3] ?? 0)
  const own = groupPart
    ? []
    : groups.filter(([, , , members]) => person && (members ?? '').split(',').includes(person[0] ?? '')).map(idField)
  const added = groupAdd.map(group => findGroup(groups, group))
  const home = person?.[5]
  return {
    credentials: { uid, gid, groups: [...new Set([gid, ...own, ...added])] },
    home: home === undefined || home === '' ? '/' : home,
  }
}

const idField = (record: readonly string[]): number => Number(record[2])

const isId = (text: string): boolean => /^\d+$/.test(text)

const idOf = (text: string): number => {
  const id = Number(text)
  if (id > idMax) throw internal(`uids and gids must be in range 0-${idMax}`)
  return id
}

const findGroup = (groups: readonly (readonly string[])[], text: string): number => {
  const group = groups.find(([name, , gid]) => name === text || gid === text)
  if (group) return idField(group)
  if (!isId(text)) throw internal(`unable to find group ${text}: no matching entries in group file`)
  return idOf(text)
}

/** The colon-separated records of a file; none when it cannot be read. */
const records = (filesystem: FileSystem, path: string): string[][] => {
  try {
    return filesystem
      .readText(path)
      .split('\n')
      .filter(line => line.trim() !== '' && !line.startsWith('#'))
      .map(line => line.trim().split(':'))
  } catch (error) {
    if (error instanceof SystemError) return []
    throw error
  }
}
