/** Undoes what returned it. Calling it twice, or too late, does nothing. */
export type Cancel = () => void

/** Something that may become true later. Whoever wakes must look again: a wake-up is a hint, never a promise. */
export interface Wait {
  /** Calls `wake` once, synchronously, at the next change; the returned function stops listening. */
  subscribe(wake: () => void): Cancel
}

/** A `Wait` that its owner fires. Each `notify` wakes everybody who listened before it, once, in order of arrival. */
export class Notifier implements Wait {
  #listeners: Set<() => void> | undefined

  subscribe(wake: () => void): Cancel {
    this.#listeners ??= new Set()
    const listener = () => wake()
    this.#listeners.add(listener)
    return () => this.#listeners?.delete(listener)
  }

  notify(): void {
    const listeners = this.#listeners
    if (!listeners) return
    this.#listeners = undefined
    for (const wake of listeners) wake()
  }

  get watched(): boolean {
    return (this.#listeners?.size ?? 0) > 0
  }
}

/** Wakes when any of `waits` does. */
export const anyOf = (...waits: readonly Wait[]): Wait => ({
  subscribe(wake) {
    const cancels: Cancel[] = []
    const stop = () => {
      for (const cancel of cancels) cancel()
    }
    for (const wait of waits) {
      cancels.push(
        wait.subscribe(() => {
          stop()
          wake()
        }),
      )
    }
    return stop
  },
})

/**
 * Resolves at the first moment `ready` answers something other than undefined, asking now and after each wake-up.
 * This is how a request handler waits for a transition; nothing inside `state/` awaits it.
 */
export const transition = <T>(wait: Wait, ready: () => T | undefined, signal?: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    let cancel: Cancel | undefined
    const abort = () => {
      cancel?.()
      reject(signal?.reason)
    }
    const look = () => {
      let value: T | undefined
      try {
        value = ready()
      } catch (error) {
        signal?.removeEventListener('abort', abort)
        reject(error)
        return
      }
      if (value === undefined) {
        cancel = wait.subscribe(look)
        return
      }
      signal?.removeEventListener('abort', abort)
      resolve(value)
    }
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    signal?.addEventListener('abort', abort, { once: true })
    look()
  })
