import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exchange } from './exchange.ts'
import { leftover, violation } from './laws.ts'
import { type HostileRequest, hostileRequest } from './request.ts'
import { furnishedWorld } from './world.ts'

/** How many requests are thrown; more find more. */
const requestCount = Number(process.env.HOSTILE_REQUESTS ?? 20_000)
const perWorld = 40

const show = ({ operation, method, target, headers, body }: HostileRequest): string => {
  const text = body ? JSON.stringify(new TextDecoder().decode(body)) : ''
  return `${operation}: ${method} ${target.slice(0, 400)} ${JSON.stringify(headers)} ${text.slice(0, 2000)}`
}

/** Shown as numbers, because a request is made of nothing else: `hostileRequest(seed)`. */
const seeds = fc.array(fc.noShrink(fc.nat(2 ** 31 - 1)), { minLength: 1, maxLength: perWorld, size: 'max' })

const throwAll = async (all: readonly number[]): Promise<void> => {
  const world = await furnishedWorld()
  for (const seed of all) {
    const request = hostileRequest(seed)
    const broken = await violation(world, request, seed % 2 === 0).catch(error => `throws ${error?.stack ?? error}`)
    if (broken) throw new Error(`request ${seed} ${broken}\n${show(request)}`)
  }
  const left = await leftover(world)
  if (left) throw new Error(`${left}\n${all.map(seed => show(hostileRequest(seed))).join('\n')}`)
}

describe('hostile requests', () => {
  test('are not all refused at the door: each status that they are about is among the answers', async () => {
    const counts = new Map<number, number>()
    for (let begin = 0; begin < 1500; begin += perWorld) {
      const world = await furnishedWorld()
      for (let seed = begin; seed < begin + perWorld; seed++) {
        const { status = 0 } = await exchange(world, hostileRequest(seed), seed % 2 === 0)
        counts.set(status, (counts.get(status) ?? 0) + 1)
      }
    }
    const missing = [200, 201, 204, 301, 304, 400, 404, 409, 500].filter(status => (counts.get(status) ?? 0) < 5)
    expect({ missing, counts }).toMatchObject({ missing: [] })
  }, 60_000)

  test('get the daemon’s own refusals, change nothing when refused, and leave nothing behind', async () => {
    const prototypes = [Object.prototype, Array.prototype, Function.prototype]
    const before = prototypes.map(each => Reflect.ownKeys(each))
    await fc.assert(fc.asyncProperty(seeds, throwAll), { numRuns: Math.ceil((requestCount * 2) / perWorld) })
    expect(prototypes.map(each => Reflect.ownKeys(each))).toEqual(before)
  }, 300_000)
})
