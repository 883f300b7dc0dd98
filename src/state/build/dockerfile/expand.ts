import type { Instruction, Keyword, Meanings } from './instruction.ts'

type Expand = (word: string) => string

/** Where variables are replaced, and where not: CMD, RUN and their like leave that to the shell. */
const expansions: {
  readonly [Kind in Keyword]?: (meaning: Meanings[Kind], expand: Expand) => Partial<Meanings[Kind]>
} = {
  ADD: (meaning, expand) => expandCopying(meaning, expand),
  ARG: (meaning, expand) => ({
    arguments: meaning.arguments.map(({ name, value }) => ({
      name: expand(name),
      value: value === undefined ? undefined : expand(value),
    })),
  }),
  COPY: (meaning, expand) => expandCopying(meaning, expand),
  ENV: ({ pairs }, expand) => ({ pairs: expandPairs(pairs, expand) }),
  LABEL: ({ pairs, isLiteral }, expand) => (isLiteral ? {} : { pairs: expandPairs(pairs, expand) }),
  STOPSIGNAL: ({ signal }, expand) => ({ signal: expand(signal) }),
  USER: ({ user }, expand) => ({ user: expand(user) }),
  VOLUME: ({ paths }, expand) => ({ paths: paths.map(expand) }),
  WORKDIR: ({ path }, expand) => ({ path: expand(path) }),
}

const expandPairs = (pairs: Meanings['ENV']['pairs'], expand: Expand): Meanings['ENV']['pairs'] =>
  pairs.map(({ name, value }) => ({ name: expand(name), value: expand(value) }))

const expandCopying = (
  { chown, chmod, sources, destination }: Meanings['COPY'],
  expand: Expand,
): Partial<Meanings['COPY']> => ({
  chown: expand(chown),
  chmod: expand(chmod),
  sources: sources.map(expand),
  destination: expand(destination),
})

/** The instruction with its variables replaced. */
export const expandInstruction = (instruction: Instruction, expand: Expand): Instruction => {
  const expansion = expansions[instruction.kind] as
    | ((meaning: Instruction, expand: Expand) => Partial<Instruction>)
    | undefined
  return expansion ? ({ ...instruction, ...expansion(instruction, expand) } as Instruction) : instruction
}
