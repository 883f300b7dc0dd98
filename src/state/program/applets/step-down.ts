import type { Credentials } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { SignalName } from '../../kernel/signal.ts'
import { accounts, groups } from './accounts.ts'
import type { Applets, Invocation } from './applet.ts'
import { execute, start } from './execute.ts'
import { endsWithin, launcher } from './launchers.ts'
import { UsageError } from './options.ts'

const credentialsOf = (
  process: Process,
  name: string,
): { credentials: Credentials; home: string; shell: string } | undefined => {
  const account = accounts(process.filesystem).find(one => one.name === name)
  if (!account) return undefined
  const memberOf = groups(process.filesystem).filter(({ members }) => members.includes(name))
  return {
    credentials: { uid: account.uid, gid: account.gid, groups: [account.gid, ...memberOf.map(({ gid }) => gid)] },
    home: account.home,
    shell: account.shell || '/bin/sh',
  }
}

/** `su [-l] [-c CMD] [-s SH] [USER]`. A container's root needs no password; nobody else has one that would be right. */
function* su(invocation: Invocation): Step<number> {
  const { options, operands, process, name } = invocation
  const words = operands[0] === '-' ? operands.slice(1) : operands
  const login = options.has('l') || operands[0] === '-'
  const user = words[0] ?? 'root'
  const target = credentialsOf(process, user)
  if (!target) {
    yield* invocation.complain(`unknown user ${user}`)
    return 1
  }
  if (process.credentials.uid !== 0) {
    yield* invocation.complain('must be suid to work properly')
    return 1
  }
  process.credentials = target.credentials
  const environment = new Map(login ? [...process.environment].filter(([key]) => key === 'TERM') : process.environment)
  if (!options.has('mp'))
    for (const [key, value] of [
      ['HOME', target.home],
      ['SHELL', target.shell],
    ] as const)
      environment.set(key, value)
  if (user !== 'root' || login) environment.set('USER', user).set('LOGNAME', user)
  if (login) {
    environment.set(
      'PATH',
      target.credentials.uid === 0
        ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
        : '/usr/local/bin:/usr/bin:/bin',
    )
    process.workingDirectory = process.filesystem.exists(target.home) ? target.home : '/'
  }
  process.environment = environment
  const shell = options.value('s') ?? target.shell
  const command = options.value('c')
  return yield* execute(process, name, [shell, ...(command === undefined ? [] : ['-c', command]), ...words.slice(1)])
}

/** gosu and su-exec, with which entrypoints of images step down: `su-exec user[:group] command`. */
function* stepDown(invocation: Invocation): Step<number> {
  const { operands, process, name } = invocation
  const [who, ...argv] = operands
  if (who === undefined || argv.length === 0) throw new UsageError()
  const [user = '', group] = who.split(':')
  const known = credentialsOf(process, user)
  if (!known && !/^\d+$/.test(user)) {
    yield* invocation.complain(
      name === 'gosu'
        ? `error: failed switching to "${who}": unable to find user ${user}: no matching entries in passwd file`
        : `${user}: Success`,
    )
    return 1
  }
  const named = groups(process.filesystem).find(one => one.name === group)
  const uid = known?.credentials.uid ?? Number(user)
  const gid = group === undefined ? (known?.credentials.gid ?? 0) : (named?.gid ?? Number(group))
  process.credentials = { uid, gid, groups: known && group === undefined ? known.credentials.groups : [gid] }
  process.environment = new Map(process.environment).set('HOME', known?.home ?? '/')
  return yield* execute(process, name, argv)
}

const forwarded: readonly SignalName[] = ['HUP', 'INT', 'QUIT', 'TERM', 'USR1', 'USR2', 'WINCH', 'CONT']

/** tini and dumb-init inside an image: starts the command, passes signals on, ends as it ends. */
function* tini(invocation: Invocation): Step<number> {
  const { operands, process, name, options } = invocation
  if (options.has('V')) {
    yield* write(process, 1, 'tini version 0.19.0\n')
    return 0
  }
  if (operands.length === 0) throw new UsageError()
  const child = yield* start(process, name, operands)
  if (typeof child === 'number') return child
  for (const signal of forwarded) process.signals.set(signal, 'catch')
  yield* endsWithin(process, child, Number.POSITIVE_INFINITY)
  return child.exit?.code ?? 0
}

/** What images bring along beside busybox or the GNU tools. */
export const stepDownApplets: Applets = {
  'su-exec': { syntax: { short: '+' }, usage: 'user-spec command [args]', run: stepDown },
  gosu: { syntax: { short: '+' }, usage: 'user-spec command [args]', run: stepDown },
  tini: { syntax: { short: '+gsvwhVe:p:' }, usage: '[OPTIONS] PROGRAM -- [ARGS]', run: tini },
  'docker-init': { syntax: { short: '+gsvwhVe:p:' }, usage: '[OPTIONS] PROGRAM -- [ARGS]', run: tini },
  'dumb-init': { syntax: { short: '+cvhVr:' }, usage: '[OPTIONS] PROGRAM [ARGS]', run: tini },
  stdbuf: launcher('i:o:e:', 'OPTION... COMMAND'),
}

export const suApplets: Applets = {
  su: {
    syntax: { short: 'lmpc:s:', long: { command: 'c', login: 'l', shell: 's' } },
    usage: '[-lmp] [-s SH] [-] [USER [FILE ARGS]]',
    run: su,
  },
}
