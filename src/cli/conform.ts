type Subcommand = (args: readonly string[]) => Promise<void>
type Load = () => Promise<Subcommand>

const run: Load = async () => (await import('./conform/run.ts')).run

/** One file each, loaded when used. */
export const subcommands: Readonly<Record<string, Load>> = {
  run,
  diff: async () => (await import('./conform/diff.ts')).diff,
  list: async () => (await import('./conform/list.ts')).list,
  explain: async () => (await import('./conform/explain.ts')).explain,
  record: async () => (await import('./conform/record.ts')).record,
  proxy: async () => (await import('./conform/proxy.ts')).proxy,
  doctor: async () => (await import('./conform/doctor.ts')).doctor,
  report: async () => (await import('./conform/report.ts')).report,
  replay: async () => (await import('./conform/replay.ts')).replay,
  clean: async () => (await import('./conform/clean.ts')).clean,
}

/** `mockerd conform SUBCOMMAND …`; what begins with no subcommand is meant for `run`. */
export const conform: Subcommand = async args => {
  const [first = '', ...rest] = args
  const load = Object.hasOwn(subcommands, first) ? subcommands[first] : undefined
  if (load) await (await load())(rest)
  else await (await run())(args)
}
