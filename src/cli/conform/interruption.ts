/** The first signal ends the run after it has cleaned up, the second one at once. */
export const interruption = (): AbortSignal => {
  const abort = new AbortController()
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(130)
    process.stderr.write('\nmockerd: stopping; what was made is taken away\n')
    abort.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  return abort.signal
}
