const signals = ['SIGINT', 'SIGTERM'] as const

/** Aborted by the first signal, so that a run ends after it has cleaned up; the second one ends the process at once. */
export const withInterruption = async <T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const abort = new AbortController()
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(130)
    process.stderr.write('\nmockerd: stopping; what was made is taken away\n')
    abort.abort()
  }
  for (const signal of signals) process.on(signal, interrupt)
  try {
    return await use(abort.signal)
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
  }
}
