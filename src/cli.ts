#!/usr/bin/env node
import module from 'node:module'
import { UsageError } from './cli/usage.ts'

const help = `mockerd: a fake Docker Engine, in memory and deterministic

  mockerd serve      start the fake
    --host HOST      unix:///path, tcp://127.0.0.1:0 or npipe:////./pipe/name; may be repeated
                     (default: a unix socket in the user's runtime or temporary folder)
    --profile NAME   which daemon to impersonate (default docker-29; see mockerd profiles)
    --seed SEED      same seed and same requests give the same bytes (default 0)
    --clock CLOCK    system (default); manual; auto, which jumps to the next timer while no request is
                     being worked on; or x60 for sixty times as fast
    --state FILE     the world outlives the process, even one that is killed
    --load FILE      a world to begin with, such as the files that bind mounts show
    --registry WHICH open (default): pulls find the built-in images; closed: nothing; or http://host:port,
                     a real registry that has the images of that name
    --ports WHICH    host (default) or none: whether published ports really listen, on
                     this machine only
    --tlscert FILE --tlskey FILE
                     speak TLS on TCP hosts
    --tlsverify --tlscacert FILE
                     and ask clients for a certificate of this authority
    --control WHERE  a host of its own for the control plane, or none (default: /_mockerd of every host)
    --control-token TOKEN
                     what whoever controls it over TCP must show
    --json           one line of JSON when ready, nothing else on stdout

  mockerd exec -- COMMAND ARGUMENTS…
                     run a command with a fake of its own: DOCKER_HOST and Testcontainers' variables are set, the
                     exit status is the command's; takes --profile, --seed, --clock, --load, --registry, --ports

  mockerd conform TARGET
                     hold a daemon against the suite: fake:, fake:PROFILE, unix:///path, tcp://host:port,
                     tls://host:port, spawn:dockerd, spawn:podman (started for the run); default: what
                     DOCKER_HOST or docker's context names. Also conform list, explain ID, doctor TARGET,
                     report merge|diff|schema, clean, which takes away what a killed run has left, and
                     replay FILE|- [TARGET], which runs the program of a failure again, or prints it --as curl
    --profile NAME   core (default), or what a client needs: compose, testcontainers
    --only TEXT      requirements with this in their name
    --runs N         how many programs are drawn and held against the model (default: 60 on a fake, 20 elsewhere)
    --seed N         draw the same ones again
    --shard I/N      part I of N, for machines side by side; conform report merge joins their reports
    --report FORMAT=FILE,…
                     json, junit, html, markdown and badge (FILE.svg, or FILE.json for shields.io)
    --json           the report on stdout
    --quiet          only the last line
    --image REF      what workloads run in: a busybox (default busybox)
    --expected FILE  failures that are known, in YAML: a list of id, because and perhaps until; those of
                     podman: test/known
    --update-expected
                     write that list as this run needs it, comments kept
    --budget SECONDS after so long nothing more is asked, and the result is partial
    --concurrency N  so many requirements at a time (default 4)
    --mode MODE      readonly: the daemon is only looked at; safe: only what the run made is changed, and nothing
                     reaches the machine; exclusive: the daemon must be empty, and the run has it for itself
                     (default: safe; exclusive for a daemon that is started for the run)
    --allow-remote   the target may be on another machine

  mockerd conform proxy TARGET --listen HOST
                     stand before a daemon, pass on every byte, and judge by what goes by until
                     Ctrl-C; --json, --expected and --allow-remote as above

  mockerd conform record TARGET --listen HOST -o FILE
                     stand there the same way, and write down what goes by, without what looks like a secret:
                     for mockerd conform transcript:FILE, or as an HTTP archive (FILE.har)

  mockerd conform diff A B
                     ask two daemons the same programs, step by step, and print where they differ
    --programs N     how many programs are drawn (default 200)
    --seed N         draw others (default 1)
    --concurrency N  how many are run at the same time (default 4)
    --json           all of it on stdout, with the differences that are known

  mockerd spec       print the description of the API
    --api-version V  of this version (default: the newest)

  mockerd profiles   list the daemons that can be impersonated

  mockerd --help | --version

Exit status: 0 fine, 1 found something, 2 wrong usage, nothing to listen on, or a target that was lost
or damaged, 3 a target that may not be touched, 130 interrupted.
`

type Command = (args: readonly string[]) => Promise<void>

/** Loaded when used: a command pays only for itself. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./cli/serve.ts')).serve,
  exec: async () => (await import('./cli/exec.ts')).exec,
  spec: async () => (await import('./cli/spec.ts')).printSpec,
  conform: async () => (await import('./cli/conform.ts')).conform,
  profiles: async () => (await import('./cli/profiles.ts')).printProfiles,
}

/** What stands behind `--` is another command's. */
const asksForHelp = (args: readonly string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--help')

const main = async ([name, ...args]: readonly string[]): Promise<void> => {
  if (name === '--version' || name === '-v') {
    const { version } = await import('./cli/version.ts')
    process.stdout.write(`${version}\n`)
    return
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help' || asksForHelp(args)) {
    process.stdout.write(help)
    if (name === undefined) process.exitCode = 2
    return
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`there is no command '${name}'; there are ${Object.keys(commands).join(', ')}`)
  const command = await load()
  await command(args)
}

// Node keeps what it compiled from the second start on; the other runtimes have their own ways.
module.enableCompileCache?.()

// `mockerd spec | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`mockerd: ${error.message}\n`)
  process.exitCode = error.exitStatus
}
