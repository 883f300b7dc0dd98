import { type Assertion, type Node, type ParsedRegex, RegexError } from './parse.ts'

/** One instruction of the matcher. Targets are positions in the program. */
export type Instruction =
  | { readonly op: 'set'; readonly table: Uint8Array }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly target: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'reference'; readonly index: number }
  | { readonly op: 'match' }

export type RegexProgram = readonly Instruction[]

/** Counted repetition copies its body; beyond this a pattern is refused, as regcomp does when it runs out of space. */
const programLimit = 20_000

export const compileRegex = (parsed: ParsedRegex): RegexProgram => {
  const program: Instruction[] = []
  const push = (instruction: Instruction): number => {
    if (program.length >= programLimit) throw new RegexError('Regular expression too big')
    return program.push(instruction) - 1
  }
  const emit = (node: Node): void => {
    switch (node.kind) {
      case 'set':
        push({ op: 'set', table: node.table })
        return
      case 'assertion':
        push({ op: 'assert', assertion: node.assertion })
        return
      case 'reference':
        push({ op: 'reference', index: node.index })
        return
      case 'sequence':
        for (const part of node.nodes) emit(part)
        return
      case 'group':
        push({ op: 'save', slot: 2 * node.index })
        emit(node.node)
        push({ op: 'save', slot: 2 * node.index + 1 })
        return
      case 'choice':
        emitChoice(node.nodes)
        return
      case 'repeat':
        emitRepeat(node.node, node.least, node.most)
    }
  }
  const emitChoice = (nodes: readonly Node[]): void => {
    const ends: number[] = []
    for (const node of nodes.slice(0, -1)) {
      const split = push({ op: 'match' })
      emit(node)
      ends.push(push({ op: 'match' }))
      program[split] = { op: 'split', first: split + 1, second: program.length }
    }
    for (const last of nodes.slice(-1)) emit(last)
    for (const end of ends) program[end] = { op: 'jump', target: program.length }
  }
  const emitRepeat = (node: Node, least: number, most: number): void => {
    for (let count = 0; count < least; count++) emit(node)
    if (most === Number.POSITIVE_INFINITY) {
      const split = push({ op: 'match' })
      emit(node)
      push({ op: 'jump', target: split })
      program[split] = { op: 'split', first: split + 1, second: program.length }
      return
    }
    const splits: number[] = []
    for (let count = least; count < most; count++) {
      splits.push(push({ op: 'match' }))
      emit(node)
    }
    for (const split of splits) program[split] = { op: 'split', first: split + 1, second: program.length }
  }
  push({ op: 'save', slot: 0 })
  emit(parsed.node)
  push({ op: 'save', slot: 1 })
  push({ op: 'match' })
  return program
}
