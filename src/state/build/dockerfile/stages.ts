import { DockerError, invalid } from '../../error.ts'
import { goQuote } from '../go-text.ts'
import { readFlagValues } from './flags.ts'
import type { Instruction, InstructionOf, Stage } from './instruction.ts'
import type { Node } from './node.ts'
import { readInstruction } from './read.ts'

export interface Stages {
  readonly stages: readonly Stage[]
  /** ARG instructions before the first FROM: they are for FROM alone. */
  readonly globalArguments: readonly InstructionOf<'ARG'>[]
}

/** Understands every instruction, and sorts them into stages (moby's frontend/dockerfile/instructions/parse.go, Parse). */
export const readStages = (nodes: readonly Node[]): Stages => {
  const stages: (Stage & { readonly instructions: Instruction[] })[] = []
  const globalArguments: InstructionOf<'ARG'>[] = []
  for (const node of nodes) {
    if (node.keyword.toUpperCase() === 'FROM') {
      stages.push({ ...located(node, readFrom), instructions: [] })
      continue
    }
    const instruction = located(node, readInstruction)
    const stage = stages.at(-1)
    if (stage) stage.instructions.push(instruction)
    else if (instruction.kind === 'ARG') globalArguments.push(instruction)
    else throw invalid('no build stage in current context')
  }
  return { stages, globalArguments }
}

/** Says on which line it was when something is wrong. */
const located = <Value>(node: Node, read: (node: Node) => Value): Value => {
  try {
    return read(node)
  } catch (error) {
    if (error instanceof DockerError) throw error.wrap(`dockerfile parse error on line ${node.startLine}`)
    throw error
  }
}

const namePattern = /^[a-z][a-z0-9-_.]*$/

const readFrom = ({ args, flags, line }: Node): Omit<Stage, 'instructions'> => {
  const [base = '', as = '', name = ''] = args
  const isNamed = args.length === 3 && as.toLowerCase() === 'as'
  if (isNamed && !namePattern.test(name.toLowerCase())) {
    throw invalid(`invalid name for build stage: ${goQuote(name)}, name can't start with a number or contain symbols`)
  }
  if (!isNamed && args.length !== 1) throw invalid('FROM requires either one or three arguments')
  const platform = readFlagValues(flags, { platform: 'text' }).get('platform') ?? ''
  return { name: name.toLowerCase(), base, platform, code: line.trim() }
}
