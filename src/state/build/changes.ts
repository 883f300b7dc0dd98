import type { ContainerConfig } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { applyInstruction, expanded, type StageState, speaks } from './apply.ts'
import { BuildArguments } from './arguments.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { readInstruction } from './dockerfile/read.ts'

/** What `commit` and `import` may change (moby daemon/builder/dockerfile/builder.go, validCommitCommands). */
const allowed: readonly string[] = [
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'ENV',
  'EXPOSE',
  'LABEL',
  'ONBUILD',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]

/**
 * The configuration after instructions of a Dockerfile, as `commit` and `import` take them in `changes`. Throws what the
 * daemon says of instructions that cannot be read, or may not stand there.
 */
export const applyChanges = (
  { profile }: Engine,
  config: ContainerConfig,
  changes: readonly string[],
): ContainerConfig => {
  if (changes.length === 0) return config
  const { nodes, escapeToken } = parseDockerfile(changes.join('\n'))
  const instructions = nodes.map(node => {
    if (!allowed.includes(node.keyword.toUpperCase())) {
      throw invalid(`${node.keyword} is not a valid change command`)
    }
    return readInstruction(node)
  })
  const state: StageState = {
    config: { ...config },
    arguments: new BuildArguments(new Map()),
    maintainer: '',
    hasOwnCommand: false,
  }
  const voice = { options: { escapeToken }, words: profile.classicBuilder, note: () => undefined }
  for (const instruction of instructions) {
    const now = expanded(state, instruction, voice.options)
    if (speaks(now)) applyInstruction(state, now, voice)
  }
  return state.config
}
