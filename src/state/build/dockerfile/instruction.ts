import type { HealthConfig } from '../../../../spec/generated/types.ts'

export interface Pair {
  readonly name: string
  readonly value: string
}

/** Of ARG: without a value it only lets the client give one. */
export interface Argument {
  readonly name: string
  readonly value: string | undefined
}

/** A command for a shell, or what is executed as it stands. */
export interface CommandLine {
  readonly words: readonly string[]
  readonly forShell: boolean
}

export interface Copying {
  readonly sources: readonly string[]
  readonly destination: string
  readonly chown: string
  readonly chmod: string
  /** The stage or image to copy from; empty: the context. Always empty for ADD. */
  readonly from: string
}

/** What an instruction says, by its keyword. */
export interface Meanings {
  ADD: Copying
  ARG: { readonly arguments: readonly Argument[] }
  CMD: CommandLine
  COPY: Copying
  ENTRYPOINT: CommandLine
  ENV: { readonly pairs: readonly Pair[] }
  EXPOSE: { readonly ports: readonly string[] }
  HEALTHCHECK: { readonly health: HealthConfig }
  LABEL: { readonly pairs: readonly Pair[]; readonly isLiteral: boolean }
  MAINTAINER: { readonly text: string }
  ONBUILD: { readonly expression: string }
  RUN: CommandLine & { readonly flags: readonly string[] }
  SHELL: { readonly words: readonly string[] }
  STOPSIGNAL: { readonly signal: string }
  USER: { readonly user: string }
  VOLUME: { readonly paths: readonly string[] }
  WORKDIR: { readonly path: string }
}

export type Keyword = keyof Meanings

export type InstructionOf<Kind extends Keyword> = { readonly kind: Kind; readonly code: string } & Meanings[Kind]

/** Anything but FROM, which begins a stage. */
export type Instruction = { [Kind in Keyword]: InstructionOf<Kind> }[Keyword]

/** FROM and everything up to the next one. */
export interface Stage {
  /** What `AS` calls it, in lower case; empty when nothing does. */
  readonly name: string
  readonly base: string
  readonly platform: string
  readonly code: string
  readonly instructions: readonly Instruction[]
}
