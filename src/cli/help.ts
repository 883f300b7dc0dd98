/** What `mockerd --help` says. */
export const overview = `mockerd: a fake Docker Engine, in memory and deterministic, and a suite that judges any daemon

  mockerd serve             start the fake
  mockerd exec -- COMMAND   run a command with a fake of its own
  mockerd conform TARGET    hold a daemon against the suite
  mockerd export            save a real daemon's world for the fake
  mockerd profiles          list the daemons that can be impersonated
  mockerd spec              print the description of the API
  mockerd --version

mockerd COMMAND --help says what each of them takes.

Exit status: 0 fine, 1 found something, 2 wrong usage, nothing to listen on, or a target that was
lost or damaged, 3 a target that may not be touched, 130 interrupted.
`

const world = `  --profile NAME   which daemon to impersonate (default docker-29; see mockerd profiles)
  --seed SEED      same seed and same requests give the same bytes (default 0)
  --clock CLOCK    system (default); manual; auto, which jumps to the next timer while no request
                   is being worked on; or x60 for sixty times as fast
  --load FILE      a world to begin with: what mockerd export wrote, or the files that bind mounts
                   show
  --registry WHICH open (default): pulls find the built-in images; closed: nothing; or
                   http://host:port, a real registry that has the images of that name
  --ports WHICH    host (default) or none: whether published ports really listen, on
                   this machine only
`

const targets = `A target is fake:, fake:PROFILE, unix:///path, tcp://host:port, tls://host:port, spawn:dockerd or
spawn:podman (started for the run); default: what DOCKER_HOST or docker's context names.
`

const allowRemote = `  --allow-remote   the target may be on another machine
`

const chosen = `  --profile NAME   core (default), or what a client needs: compose, testcontainers
  --only TEXT      requirements with this in their name
  --shard I/N      part I of N, for machines side by side; conform report merge joins them
`

const reports = `  --report FORMAT=FILE,…
                   json, junit, html, markdown, har and badge (FILE.svg, or FILE.json for
                   shields.io)
  --json           the report on stdout
`

const mode = `  --mode MODE      readonly: the daemon is only looked at; safe: only what the run made is changed,
                   and nothing reaches the machine; exclusive: the daemon must be empty, and the run
                   has it for itself (default: safe; exclusive for one that is started for the run)
`

const image = `  --image REF      what workloads run in: a busybox (default busybox)
`

const listen = `  --listen HOST    where it stands: unix:///path or tcp://127.0.0.1:port
`

const runPage = `mockerd conform [run] [TARGET]: hold a daemon against the suite

${targets}Also transcript:FILE, which conform record wrote.

${chosen}  --runs N         how many programs are drawn and held against the model (default: 60 on a fake,
                   20 elsewhere)
  --seed N         draw the same ones again
${reports}  --quiet          only the last line
${image}  --expected FILE  failures that are known, in YAML: a list of id, because and perhaps until;
                   those of podman: test/known
  --update-expected
                   write that list as this run needs it, comments kept
  --budget SECONDS after so long nothing more is asked, and the result is partial (default: 180 for
                   the core profile without --runs or --update-expected; none: there is no end)
  --concurrency N  so many requirements at a time (default 4)
${mode}${allowRemote}
Beside it, each with a --help of its own:
  conform list             what is asked
  conform explain ID       what a requirement wants, and who says so
  conform doctor TARGET    whether a run would do, and what of it
  conform replay FILE      run the program of a failure again, or print it as curl commands
  conform diff A B         where two daemons differ
  conform proxy TARGET     judge other people's traffic
  conform record TARGET    write it down
  conform report           merge and compare reports
  conform clean            take away what a killed run has left
`

/** What `mockerd COMMAND --help` says, by the words of the command. */
export const pages: Readonly<Record<string, string>> = {
  serve: `mockerd serve: start the fake, until Ctrl-C

  -H, --host HOST  unix:///path, tcp://127.0.0.1:0 or npipe:////./pipe/name; may be repeated
                   (default: a unix socket in the user's runtime or temporary folder)
${world}  --state FILE     the world outlives the process, even one that is killed
  --tlscert FILE   speak TLS on TCP hosts with this certificate
  --tlskey FILE    and its key
  --tlsverify      and ask clients for a certificate
  --tlscacert FILE of this authority
  --control WHERE  a host of its own for the control plane, or none (default: /_mockerd of every
                   host)
  --control-token TOKEN
                   what whoever controls it over TCP must show
  --json           one line of JSON when ready, nothing else on stdout
`,
  exec: `mockerd exec [OPTIONS] -- COMMAND ARGUMENTS…: run a command with a fake of its own

DOCKER_HOST and Testcontainers' variables are set; the exit status is the command's.

${world}`,
  export: `mockerd export [--from HOST] [-o FILE]: save a daemon's world for mockerd serve --load

Its images, networks, volumes and containers, as inspect shows them, without files and without what
looks like a secret. The daemon is only looked at: nothing but GET is asked.

  --from HOST      unix:///path, tcp://host:port or tls://host:port (with DOCKER_CERT_PATH);
                   default: what DOCKER_HOST or docker's context names, or docker's own socket
  -o, --output FILE
                   where it is written; nobody else may read it (default: stdout)
`,
  spec: `mockerd spec: print the description of the API

  --api-version V  of this version (default: the newest)
`,
  profiles: `mockerd profiles: list the daemons that can be impersonated
`,
  conform: runPage,
  'conform run': runPage,
  'conform list': `mockerd conform list: what the suite asks, and what it watches for in all exchanges

${chosen}  --profiles       the profiles to choose from, instead
  --json           as JSON
`,
  'conform explain': `mockerd conform explain ID: what a requirement wants, who says so, and who is known not to meet it

  --expected FILE  a list of known failures to look it up in; may be repeated (default: test/known)
  --json           as JSON
`,
  'conform doctor': `mockerd conform doctor [TARGET]: what a daemon can do, and what of the suite would be asked

${mode}${image}  --json           as JSON
${allowRemote}`,
  'conform replay': `mockerd conform replay FILE|- [TARGET]: run the program of a failure again

FILE is a program, or a report that has one.

  --only TEXT      of a report: the program of the requirement with this in its name
  --as curl        print it as commands, and run nothing
${image}${allowRemote}`,
  'conform diff': `mockerd conform diff A B: ask two daemons the same programs, and print where they differ

  --programs N     how many programs are drawn (default 200)
  --seed N         draw others (default 1)
  --concurrency N  how many are run at the same time (default 4)
${image}  --json           all of it on stdout, with the differences that are known
${allowRemote}`,
  'conform proxy': `mockerd conform proxy [TARGET] --listen HOST: stand before a daemon, pass on every byte, and
judge by what goes by until Ctrl-C

${listen}  --expected FILE  failures that are known, in YAML
  --json           the report on stdout
${allowRemote}`,
  'conform record': `mockerd conform record [TARGET] --listen HOST -o FILE: stand there the same way, and write
down what goes by, without what looks like a secret: for mockerd conform transcript:FILE, or as an
HTTP archive (FILE.har)

${listen}  -o, --output FILE
                   where it is written; nobody else may read it
${allowRemote}`,
  'conform report': `mockerd conform report merge FILE… | diff BEFORE AFTER | schema: put the parts of --shard
together, say what is otherwise in the second report (1 when something became worse), or print the
JSON Schema of reports

  --json           as JSON (merge, diff)
  --report FORMAT=FILE,…
                   other forms of the whole (merge): json, junit, html, markdown, har and badge
`,
  'conform clean': `mockerd conform clean: take away what runs that were killed have left on their daemons

${allowRemote}`,
}

/** What stands behind `--` is another command's. */
const ownWords = (args: readonly string[]): readonly string[] =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : undefined)

/** The help that these arguments ask for; undefined when they ask for none. */
export const helpFor = (args: readonly string[]): string | undefined => {
  const [first, ...rest] = ownWords(args)
  if (first === '--help' || first === '-h') return overview
  const words = first === 'help' ? rest : rest.some(each => each === '--help' || each === '-h') ? [first, ...rest] : []
  if (first !== 'help' && words.length === 0) return undefined
  const [command = '', subcommand = ''] = words
  return pages[`${command} ${subcommand}`] ?? pages[command] ?? overview
}
