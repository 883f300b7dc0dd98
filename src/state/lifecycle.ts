import type { DockerError } from './error.ts'

/**
 * A cell that says no. It is given what is needed to word the refusal: the object and the name the caller used.
 * Refusals are compared by identity in tests and printed by name in the golden tables.
 */
export interface Refusal<Subject> {
  readonly name: string
  readonly refuse: (subject: Subject, caller: string) => DockerError
}

export const refusal = <Subject>(
  name: string,
  refuse: (subject: Subject, caller: string) => DockerError,
): Refusal<Subject> => ({ name, refuse })

/** One cell: the next state, or a refusal. */
export type Cell<State extends string, Subject> = State | Refusal<Subject>

/** One row per command, one cell per state, in the order of the header. */
export type Rows<States extends readonly string[], Command extends string, Subject> = {
  readonly [C in Command]: { readonly [Index in keyof States]: Cell<States[number], Subject> }
}

export interface Lifecycle<State extends string, Command extends string, Subject> {
  readonly states: readonly State[]
  readonly commands: readonly Command[]
  /** The next state; throws the cell's refusal. */
  next(command: Command, state: State, subject: Subject, caller: string): State
  cell(command: Command, state: State): Cell<State, Subject>
}

/** Reads a matrix: header row of states, one row per command. A missing or extra cell does not compile. */
export const lifecycle =
  <Subject>() =>
  <const States extends readonly string[], Command extends string>(
    states: States,
    rows: Rows<States, Command, Subject>,
  ): Lifecycle<States[number], Command, Subject> => {
    const column = new Map<string, number>(states.map((state, index) => [state, index]))
    const cell = (command: Command, state: States[number]): Cell<States[number], Subject> => {
      const found = (rows[command] as readonly Cell<States[number], Subject>[])[column.get(state) ?? -1]
      if (found === undefined) throw new Error(`no cell for ${command} in state ${state}`)
      return found
    }
    return {
      states,
      commands: Object.keys(rows) as Command[],
      cell,
      next(command, state, subject, caller) {
        const found = cell(command, state)
        if (typeof found === 'string') return found
        throw found.refuse(subject, caller)
      },
    }
  }
