import { drawnSubnet } from '../generate/object.ts'
import type { SequentialProgram } from '../program/program.ts'

/** Lets one after the other do something. */
export type Queue = <T>(act: () => Promise<T>) => Promise<T>

export const createQueue = (): Queue => {
  let last: Promise<unknown> = Promise.resolve()
  return act => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
}

const [, firstNetwork = '', lowestBlock = ''] = /^(.*\.)(\d+)\.$/.exec(drawnSubnet) ?? []
const ownSubnets = new RegExp(`\\b${firstNetwork.replaceAll('.', '\\.')}\\d+\\.(?=\\d)`, 'g')

/** A program with a subnet that no other one has at the same time: two networks of a daemon cannot have the same. */
export const withOwnSubnet = (program: SequentialProgram, place: number): SequentialProgram =>
  JSON.parse(JSON.stringify(program).replaceAll(drawnSubnet, `${firstNetwork}${Number(lowestBlock) + place}.`))

/** A text with the subnet that the program had before. */
export const withDrawnSubnet = (text: string): string => text.replace(ownSubnets, drawnSubnet)
