import { variablesOf } from './dockerfile/lexer.ts'

/** Arguments that need no ARG, and leave no trace in the history unless one names them (moby buildargs.go). */
const proxies: readonly string[] = ['HTTP', 'HTTPS', 'FTP', 'NO', 'ALL'].flatMap(scheme => [
  `${scheme}_PROXY`,
  `${scheme.toLowerCase()}_proxy`,
])

type Values = Map<string, string | undefined>

/** What the client gave: a name without value has only been mentioned. */
export type GivenArguments = ReadonlyMap<string, string | null>

/** The arguments of a build as one stage sees them. */
export class BuildArguments {
  readonly #given: GivenArguments
  /** Of ARG instructions before the first FROM; shared by all stages. */
  readonly #global: Values
  readonly #allowed: Values = new Map()
  readonly #referenced: Set<string>

  constructor(given: GivenArguments, global: Values = new Map(), referenced = new Set<string>()) {
    this.#given = given
    this.#global = global
    this.#referenced = referenced
  }

  /** For the next stage: it sees none of what this one allowed. */
  forStage(): BuildArguments {
    return new BuildArguments(this.#given, this.#global, this.#referenced)
  }

  /** ARG in a stage. */
  allow(name: string, value: string | undefined): void {
    this.#allowed.set(name, value)
    this.#referenced.add(name)
  }

  /** ARG before the first FROM. */
  allowGlobally(name: string, value: string | undefined): void {
    this.allow(name, value)
    this.#global.set(name, value)
  }

  /** What FROM may use. */
  get global(): ReadonlyMap<string, string> {
    return this.#valuesOf(this.#global)
  }

  get allowed(): ReadonlyMap<string, string> {
    return this.#valuesOf(this.#allowed)
  }

  /** Allowed arguments as `NAME=value`, but not where the environment already has the name. */
  beside(environment: readonly string[]): string[] {
    const taken = variablesOf(environment)
    return [...this.allowed].filter(([name]) => !taken.has(name)).map(([name, value]) => `${name}=${value}`)
  }

  /** Whether it belongs into the history. */
  leavesTrace(name: string): boolean {
    return this.#allowed.has(name) || !proxies.includes(name)
  }

  /** What the client gave and no instruction asked for. */
  get unused(): string[] {
    return [...this.#given.keys()].filter(name => !proxies.includes(name) && !this.#referenced.has(name)).sort()
  }

  #valuesOf(names: Values): Map<string, string> {
    const values = new Map<string, string>()
    for (const name of [...names.keys(), ...proxies]) {
      const value = this.#given.get(name) ?? names.get(name) ?? this.#global.get(name)
      if (value !== undefined) values.set(name, value)
    }
    return values
  }
}
