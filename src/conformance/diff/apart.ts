import { isFields } from '../fields.ts'
import { drawnSubnet } from '../generate/object.ts'
import { isPass, type SequentialProgram, type Step } from '../program/program.ts'

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

/**
 * A program in which nothing is called as in any other one that is run at the same time: two networks of a daemon cannot
 * have the same subnet, and dockerd looks for a driver of volumes that is not there for fifteen seconds, once at a time.
 */
export const setApart = ({ steps }: SequentialProgram, place: number): SequentialProgram => {
  const text = JSON.stringify(steps.map(step => withOwnDriver(step, place)))
  return { steps: JSON.parse(text.replaceAll(drawnSubnet, `${firstNetwork}${Number(lowestBlock) + place}.`)) }
}

const unknownDriver = 'nonsense'

const withOwnDriver = (step: Step, place: number): Step =>
  !isPass(step) && step.call === 'VolumeCreate' && isFields(step.body) && step.body.Driver === unknownDriver
    ? { ...step, body: { ...step.body, Driver: `${unknownDriver}${place}` } }
    : step

const ownDrivers = new RegExp(`\\b${unknownDriver}\\d+\\b`, 'g')

/** A text as it would be if the program had not been set apart. */
export const asDrawn = (text: string): string =>
  text.replace(ownSubnets, drawnSubnet).replace(ownDrivers, unknownDriver)
