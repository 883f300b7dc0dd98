import type { ContainerConfig, HealthConfig } from '../../../spec/generated/types.ts'
import { clean } from '../archive/name.ts'
import { goDuration } from '../container/views/go-duration.ts'
import { invalid } from '../error.ts'
import { parseSignal } from '../kernel/signal.ts'
import type { ClassicBuilderProfile } from '../profile/profile.ts'
import type { BuildArguments } from './arguments.ts'
import { expandInstruction } from './dockerfile/expand.ts'
import type { CommandLine, Instruction, InstructionOf, Keyword, Meanings } from './dockerfile/instruction.ts'
import { expandWord, expandWords, type LexerOptions, type Variables, variablesOf } from './dockerfile/lexer.ts'
import { goList, goQuotedList } from './go-text.ts'
import { exposedPorts } from './ports.ts'

/** What instructions change. */
export interface StageState {
  readonly config: ContainerConfig
  readonly arguments: BuildArguments
  maintainer: string
  /** A CMD of this stage: the next ENTRYPOINT leaves it alone. */
  hasOwnCommand: boolean
}

/** Instructions that change nothing but the configuration. */
export type SpeakingKeyword = Exclude<Keyword, 'ADD' | 'COPY' | 'RUN'>

const doing: readonly Keyword[] = ['ADD', 'COPY', 'RUN']

export const speaks = (
  instruction: Instruction,
): instruction is { [Kind in SpeakingKeyword]: InstructionOf<Kind> }[SpeakingKeyword] =>
  !doing.includes(instruction.kind)

const defaultShell: readonly string[] = ['/bin/sh', '-c']

export const shellOf = ({ Shell }: ContainerConfig): readonly string[] =>
  (Shell ?? []).length > 0 ? (Shell ?? []) : defaultShell

/** What a command line executes; without words that is the shell alone. */
export const commandOf = ({ words, forShell }: CommandLine, config: ContainerConfig): string[] =>
  forShell ? [...shellOf(config), ...words] : [...words]

/** Variables as an instruction sees them: the environment before the arguments. */
const variablesFor = ({ config, arguments: given }: StageState): Variables => {
  const environment = config.Env ?? []
  return variablesOf([...environment, ...given.beside(environment)])
}

/** The instruction with this stage's variables in it. */
export const expanded = (state: StageState, instruction: Instruction, options: LexerOptions): Instruction => {
  let variables: Variables | undefined
  return expandInstruction(instruction, word => {
    variables ??= variablesFor(state)
    return expandWord(word, variables, options)
  })
}

export interface Voice {
  readonly options: LexerOptions
  /** Which daemon's words are used. */
  readonly words: ClassicBuilderProfile
  /** Says something to whoever builds. */
  readonly note: (text: string) => void
}

type Apply<Kind extends Keyword> = (state: StageState, meaning: Meanings[Kind], voice: Voice) => string

export const setVariable = (config: ContainerConfig, name: string, line: string): void => {
  const environment = [...(config.Env ?? [])]
  const index = environment.findIndex(other => other.split('=', 1)[0] === name)
  if (index < 0) environment.push(line)
  else environment[index] = line
  config.Env = environment
}

const pairText = ({ name, value }: { readonly name: string; readonly value: string }): string => `${name}=${value}`

const durationFields = ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const

/** A structure as Go prints it; what is not set is zero. */
const healthText = (health: HealthConfig, { namesHealthFields }: ClassicBuilderProfile): string => {
  const fields = [
    ['Test', goList(health.Test ?? [])],
    ...durationFields.map(name => [name, goDuration(health[name] ?? 0)]),
    ['Retries', health.Retries ?? 0],
  ]
  return `&{${fields.map(([name, value]) => (namesHealthFields ? `${name}:${value}` : value)).join(' ')}}`
}

/** What each does to the configuration, and what the history says of it (moby daemon/builder/dockerfile/dispatchers.go). */
const appliers: { readonly [Kind in SpeakingKeyword]: Apply<Kind> } = {
  ARG: (state, { arguments: given }) => {
    for (const { name, value } of given) state.arguments.allow(name, value)
    return `ARG ${given.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)).join(' ')}`
  },
  CMD: (state, line) => {
    const command = commandOf(line, state.config)
    state.config.Cmd = command
    if (command.length > 0) state.hasOwnCommand = true
    return `CMD ${goQuotedList(command)}`
  },
  ENTRYPOINT: (state, line) => {
    const entrypoint = line.words.length > 0 ? commandOf(line, state.config) : []
    state.config.Entrypoint = entrypoint.length > 0 ? entrypoint : null
    if (!state.hasOwnCommand) state.config.Cmd = null
    return `ENTRYPOINT ${goQuotedList(entrypoint)}`
  },
  ENV: ({ config }, { pairs }) => {
    for (const pair of pairs) setVariable(config, pair.name, pairText(pair))
    return `ENV ${pairs.map(pairText).join(' ')}`
  },
  EXPOSE: (state, { ports }, { options, words: builder }) => {
    const variables = variablesFor(state)
    const words = ports.flatMap(port => expandWords(port, variables, options))
    const exposed = { ...state.config.ExposedPorts }
    for (const port of exposedPorts(words, builder)) exposed[port] = {}
    state.config.ExposedPorts = exposed
    return `EXPOSE ${words.join(' ')}`
  },
  HEALTHCHECK: ({ config }, { health }, { note, words }) => {
    const before = config.Healthcheck?.Test ?? []
    if (before.length > 0 && before[0] !== 'NONE') note(`Note: overriding previous HEALTHCHECK: ${goList(before)}\n`)
    config.Healthcheck = health
    return `HEALTHCHECK ${healthText(health, words)}`
  },
  LABEL: ({ config }, { pairs }) => {
    config.Labels = { ...config.Labels, ...Object.fromEntries(pairs.map(({ name, value }) => [name, value])) }
    return `LABEL ${pairs.map(pairText).join(' ')}`
  },
  MAINTAINER: (state, { text }) => {
    state.maintainer = text
    return `MAINTAINER ${text}`
  },
  ONBUILD: ({ config }, { expression }) => {
    config.OnBuild = [...(config.OnBuild ?? []), expression]
    return `ONBUILD ${expression}`
  },
  SHELL: ({ config }, { words }) => {
    config.Shell = [...words]
    return `SHELL ${goList(words)}`
  },
  STOPSIGNAL: ({ config }, { signal }) => {
    if (!parseSignal(signal)) throw invalid(`invalid signal: ${signal}`)
    config.StopSignal = signal
    return `STOPSIGNAL ${signal}`
  },
  USER: ({ config }, { user }) => {
    config.User = user
    return `USER ${user}`
  },
  VOLUME: ({ config }, { paths }) => {
    if (paths.includes('')) throw invalid('VOLUME specified can not be an empty string')
    config.Volumes = { ...config.Volumes, ...Object.fromEntries(paths.map(path => [path, {}])) }
    return `VOLUME ${goList(paths)}`
  },
  WORKDIR: ({ config }, { path }) => {
    if (path === '') throw invalid('cannot normalize nothing')
    config.WorkingDir = clean(path.startsWith('/') ? path : `/${config.WorkingDir ?? ''}/${path}`)
    return `WORKDIR ${config.WorkingDir}`
  },
}

/** Changes the configuration, and tells what the history will say. Variables are replaced already. */
export const applyInstruction = (
  state: StageState,
  instruction: { [Kind in SpeakingKeyword]: InstructionOf<Kind> }[SpeakingKeyword],
  voice: Voice,
): string => {
  const apply = appliers[instruction.kind] as (state: StageState, meaning: Instruction, voice: Voice) => string
  return apply(state, instruction, voice)
}
