import { SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { accounts, groupName, groups, userName } from './accounts.ts'
import type { Applets, Invocation } from './applet.ts'
import { UsageError } from './options.ts'

interface Identity {
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
}

function* identityOf(invocation: Invocation, name: string | undefined): Step<Identity | undefined> {
  const { process, flavor } = invocation
  if (name === undefined) {
    const { uid, gid, groups: all } = process.credentials
    return { uid, gid, groups: [gid, ...all.filter(other => other !== gid)] }
  }
  const account = accounts(process.filesystem).find(one => one.name === name || String(one.uid) === name)
  if (!account) {
    yield* invocation.complain(flavor === 'gnu' ? `'${name}': no such user` : `unknown user ${name}`)
    return undefined
  }
  const memberOf = groups(process.filesystem).filter(({ members }) => members.includes(account.name))
  return {
    uid: account.uid,
    gid: account.gid,
    groups: [account.gid, ...memberOf.map(({ gid }) => gid).filter(gid => gid !== account.gid)],
  }
}

function* id(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const identity = yield* identityOf(invocation, operands[0])
  if (!identity) return 1
  const files = process.filesystem
  const user = (uid: number): string => userName(files, uid) ?? ''
  const group = (gid: number): string => groupName(files, gid) ?? ''
  const bracketed = (number: number, name: string): string => (name === '' ? String(number) : `${number}(${name})`)
  const named = options.has('n')
  let status = 0
  const show = (number: number, name: string): string => {
    if (!named) return String(number)
    if (name === '') status = 1
    return name === '' ? String(number) : name
  }
  if (options.has('u')) output.text(`${show(identity.uid, user(identity.uid))}\n`)
  else if (options.has('g')) output.text(`${show(identity.gid, group(identity.gid))}\n`)
  else if (options.has('G')) output.text(`${identity.groups.map(gid => show(gid, group(gid))).join(' ')}\n`)
  else {
    const all = identity.groups.map(gid => bracketed(gid, group(gid))).join(',')
    output.text(
      `uid=${bracketed(identity.uid, user(identity.uid))} gid=${bracketed(identity.gid, group(identity.gid))} groups=${all}\n`,
    )
  }
  return status
}

function* whoami(invocation: Invocation): Step<number> {
  const { process, output, flavor } = invocation
  const { uid } = process.credentials
  const name = userName(process.filesystem, uid)
  if (name === undefined) {
    yield* invocation.complain(flavor === 'gnu' ? `cannot find name for user ID ${uid}` : `unknown uid ${uid}`)
    return 1
  }
  output.text(`${name}\n`)
  return 0
}

function* groupsApplet(invocation: Invocation): Step<number> {
  const { process, operands, output } = invocation
  const identity = yield* identityOf(invocation, operands[0])
  if (!identity) return 1
  const names = identity.groups.map(gid => groupName(process.filesystem, gid) ?? String(gid))
  output.text(
    `${operands[0] !== undefined && invocation.flavor === 'gnu' ? `${operands[0]} : ` : ''}${names.join(' ')}\n`,
  )
  return 0
}

const firstFreeId = (used: readonly number[], from: number): number => {
  let id = from
  while (used.includes(id)) id++
  return id
}

const requireRoot = ({ process }: Invocation): void => {
  if (process.credentials.uid !== 0) throw new SystemError('EPERM')
}

const appendLine = ({ process }: Invocation, path: string, line: string): void => {
  const files = process.filesystem
  const before = files.exists(path) ? files.readText(path) : ''
  files.writeFile(path, `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`)
}

function* addgroup(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor } = invocation
  requireRoot(invocation)
  const files = process.filesystem
  const all = groups(files)
  // `addgroup user group` makes a member; groupadd has no such form.
  const [first, second] = operands
  if (first === undefined) throw new UsageError()
  if (second !== undefined) return yield* addMember(invocation, first, second)
  if (all.some(({ name }) => name === first)) {
    if (invocation.name === 'groupadd' && options.has('f')) return 0
    yield* invocation.complain(flavor === 'gnu' ? `group '${first}' already exists` : `group '${first}' in use`)
    return flavor === 'gnu' ? 9 : 1
  }
  const wanted = options.value('g')
  const gid =
    wanted === undefined
      ? firstFreeId(
          all.map(group => group.gid),
          options.has('Sr') ? 100 : 1000,
        )
      : Number(wanted)
  if (wanted !== undefined && !options.has('o') && all.some(group => group.gid === gid)) {
    yield* invocation.complain(flavor === 'gnu' ? `GID '${wanted}' already exists` : `gid '${wanted}' in use`)
    return flavor === 'gnu' ? 4 : 1
  }
  appendLine(invocation, '/etc/group', `${first}:x:${gid}:`)
  return 0
}

function* addMember(invocation: Invocation, user: string, group: string): Step<number> {
  const { process } = invocation
  const files = process.filesystem
  const found = groups(files).find(({ name }) => name === group)
  if (!found || !accounts(files).some(({ name }) => name === user)) {
    yield* invocation.complain(found ? `unknown user ${user}` : `unknown group ${group}`)
    return 1
  }
  if (found.members.includes(user)) return 0
  const lines = files
    .readText('/etc/group')
    .split('\n')
    .map(line => (line.startsWith(`${group}:`) ? `${line}${found.members.length > 0 ? ',' : ''}${user}` : line))
  files.writeFile('/etc/group', lines.join('\n'))
  return 0
}

function* adduser(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor } = invocation
  requireRoot(invocation)
  const files = process.filesystem
  const [user, group] = operands
  if (user === undefined) throw new UsageError()
  if (group !== undefined) return yield* addMember(invocation, user, group)
  const all = accounts(files)
  if (all.some(({ name }) => name === user)) {
    yield* invocation.complain(flavor === 'gnu' ? `user '${user}' already exists` : `user '${user}' in use`)
    return flavor === 'gnu' ? 9 : 1
  }
  const system = options.has('Sr')
  const uid = Number(
    options.value('u') ??
      firstFreeId(
        all.map(account => account.uid),
        system ? 100 : 1000,
      ),
  )
  const groupText = options.value('G') ?? options.value('g')
  const known = groups(files).find(({ name, gid }) => name === groupText || String(gid) === groupText)
  if (groupText !== undefined && !known) {
    yield* invocation.complain(flavor === 'gnu' ? `group '${groupText}' does not exist` : `unknown group ${groupText}`)
    return flavor === 'gnu' ? 6 : 1
  }
  const gid =
    known?.gid ??
    (system && flavor === 'busybox'
      ? 65_533
      : firstFreeId(
          groups(files).map(one => one.gid),
          uid,
        ))
  if (!known && !(system && flavor === 'busybox')) appendLine(invocation, '/etc/group', `${user}:x:${gid}:`)
  const home = options.value('h') ?? options.value('d') ?? `/home/${user}`
  const shell = options.value('s') ?? (system ? '/bin/false' : flavor === 'gnu' ? '/bin/sh' : '/bin/ash')
  appendLine(
    invocation,
    '/etc/passwd',
    `${user}:x:${uid}:${gid}:${options.value('c') ?? options.value('g') ?? ''}:${home}:${shell}`,
  )
  const makesHome = invocation.name === 'adduser' ? !options.has('H') : options.has('m')
  if (makesHome && !files.exists(home)) {
    files.makeDirectory(home, { parents: true, mode: 0o755 })
    files.chown(home, uid, gid)
  }
  return 0
}

/** deluser, delgroup, userdel, groupdel. */
function* removeAccount(invocation: Invocation): Step<number> {
  const { operands, process, name } = invocation
  requireRoot(invocation)
  const [victim] = operands
  if (victim === undefined) throw new UsageError()
  const files = process.filesystem
  const path = name.includes('group') ? '/etc/group' : '/etc/passwd'
  const lines = files.readText(path).split('\n')
  const kept = lines.filter(line => line.split(':', 1)[0] !== victim)
  if (kept.length === lines.length) {
    yield* invocation.complain(`unknown ${name.includes('group') ? 'group' : 'user'} ${victim}`)
    return 1
  }
  files.writeFile(path, kept.join('\n'))
  return 0
}

const userUsage = '[OPTIONS] USER [GROUP]'

export const identityApplets: Applets = {
  id: {
    syntax: { short: 'ugGnrZz', long: { user: 'u', group: 'g', groups: 'G', name: 'n' } },
    usage: '[-ugGnr] [USER]',
    run: id,
  },
  whoami: { syntax: { short: '' }, usage: '', run: whoami },
  groups: { syntax: { short: '' }, usage: '[USER]', run: groupsApplet },
  addgroup: {
    syntax: { short: 'g:S', long: { gid: 'g', system: 'S' } },
    usage: '[-g GID] [-S] [USER] GROUP',
    run: addgroup,
  },
  adduser: {
    syntax: {
      short: 'h:g:s:G:DSHu:k:',
      long: {
        home: 'h',
        gecos: 'g',
        shell: 's',
        ingroup: 'G',
        'disabled-password': 'D',
        system: 'S',
        'no-create-home': 'H',
        uid: 'u',
        'empty-password': 'D',
      },
    },
    usage: userUsage,
    run: adduser,
  },
  deluser: { syntax: { short: '', long: { 'remove-home': 'R' } }, usage: '[--remove-home] USER', run: removeAccount },
  delgroup: { syntax: { short: '' }, usage: '[USER] GROUP', run: removeAccount },
}

/** The shadow suite, as Debian's images have it. */
export const shadowApplets: Applets = {
  groupadd: {
    syntax: { short: 'g:rfo', long: { gid: 'g', system: 'r', force: 'f' } },
    usage: '[options] GROUP',
    run: addgroup,
  },
  useradd: {
    syntax: {
      short: 'c:d:g:G:mMNrs:u:lUo',
      long: {
        comment: 'c',
        'home-dir': 'd',
        gid: 'g',
        'create-home': 'm',
        'no-create-home': 'M',
        system: 'r',
        shell: 's',
        uid: 'u',
        'no-log-init': 'l',
      },
    },
    usage: '[options] LOGIN',
    run: adduser,
  },
  userdel: { syntax: { short: 'rf' }, usage: '[options] LOGIN', run: removeAccount },
  groupdel: { syntax: { short: 'f' }, usage: '[options] GROUP', run: removeAccount },
}
