import type { OperationId } from '../../../../spec/index.ts'
import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { exit, sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'

type Filters = Readonly<Record<string, readonly string[]>>

/** What a law is asked of: a few objects that differ, and filters that tell them apart. */
interface Subject {
  readonly operation: OperationId
  readonly needs: Requirement['needs']
  /** Makes them, all with one label; answers filters, of which each finds some. */
  readonly make: (world: World, mark: string) => Promise<Filters>
  /** What identifies the rows of a reply. */
  readonly idsOf: (reply: unknown) => string[]
  /** Beside filters. */
  readonly query: Readonly<Record<string, unknown>>
}

const rowsBy = (key: string) => (rows: unknown) => (rows as Record<string, unknown>[]).map(row => String(row[key]))

const subjects: readonly Subject[] = [
  {
    operation: 'ContainerList',
    needs: ['run'],
    query: { all: true },
    idsOf: rowsBy('Id'),
    make: async (world, mark) => {
      const created = await world.create(sleepForever, { Labels: { mark, colour: 'red' } })
      const running = await world.start(sleepForever, { Labels: { mark, colour: 'blue' } })
      const exited = await world.start(exit(3), { Labels: { mark, colour: 'red' } })
      await world.ask('ContainerWait', { path: { id: exited.id } })
      // A list may see an end a little later than whoever waits for it.
      const ended = { all: true, filters: { id: [exited.id], status: ['exited'] } }
      await world.until('the end in the list', async () => {
        const rows = jsonOf<unknown[]>(await world.ask('ContainerList', { query: ended }))
        return rows.length > 0 ? true : undefined
      })
      return {
        status: ['created', 'running', 'exited'],
        name: [created.name, running.name],
        id: [running.id, exited.id.slice(0, 20)],
        exited: ['3'],
        label: ['colour=red', 'colour'],
      }
    },
  },
  {
    operation: 'NetworkList',
    needs: ['networks'],
    query: {},
    idsOf: rowsBy('Id'),
    make: async (world, mark) => {
      const [red, blue] = [
        await world.network({ Labels: { mark, colour: 'red' } }),
        await world.network({ Labels: { mark, colour: 'blue' } }),
      ]
      return {
        name: [red.name, blue.name],
        id: [red.id, blue.id.slice(0, 20)],
        driver: ['bridge', 'null'],
        scope: ['local', 'swarm'],
        type: ['custom', 'builtin'],
        label: ['colour=red', 'colour'],
      }
    },
  },
  {
    operation: 'VolumeList',
    needs: ['volumes'],
    query: {},
    idsOf: reply => rowsBy('Name')((reply as { Volumes: unknown[] | null }).Volumes ?? []),
    make: async (world, mark) => {
      const [red, blue] = [
        await world.volume({ Labels: { mark, colour: 'red' } }),
        await world.volume({ Labels: { mark, colour: 'blue' } }),
      ]
      return {
        name: [red.name, blue.name],
        driver: ['local', 'nobody'],
        label: ['colour=red', 'colour'],
      }
    },
  },
]

/** Everything found by these filters that has the mark, in a fixed order. */
const finder =
  (world: World, { operation, query, idsOf }: Subject, mark: string) =>
  async (filters: Filters) => {
    const label = [`mark=${mark}`, ...(filters.label ?? [])]
    const answer = await world.ask(operation, { query: { ...query, filters: { ...filters, label } } })
    ensureStatus(answer, 200)
    return idsOf(jsonOf(answer)).sort()
  }

const pairs = <Each>(all: readonly Each[]): [Each, Each][] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other): [Each, Each] => [one, other]))

const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])].sort()

const intersection = (one: readonly string[], other: readonly string[]): string[] =>
  one.filter(each => other.includes(each))

const lawsOf = (subject: Subject): Requirement[] => {
  const { operation, needs, make } = subject
  const law = (
    id: string,
    claim: string,
    check: (find: ReturnType<typeof finder>, filters: Filters) => Promise<void>,
  ) =>
    requirement({
      id: `${operation}.${id}`,
      operation,
      needs,
      claim,
      evidence: [
        'the description of the parameter filters; moby daemon/internal/filters',
        'podman#18412, socktainer#302',
      ],
      check: async world => {
        const mark = world.name()
        const filters = await make(world, mark)
        await check(finder(world, subject, mark), filters)
      },
    })
  return [
    law(
      'values-are-alternatives',
      'Two values of a key find what either finds, but for labels',
      async (find, filters) => {
        for (const [key, values] of Object.entries(filters).filter(([name]) => name !== 'label'))
          for (const [one, other] of pairs(values)) {
            const either = union(await find({ [key]: [one] }), await find({ [key]: [other] }))
            ensureEqual(await find({ [key]: [one, other] }), either, `what ${key}=${one} or ${other} finds`)
          }
      },
    ),
    law('keys-add-up', 'Two keys, and two labels, find what both find', async (find, filters) => {
      const single = Object.entries(filters).flatMap(([key, values]) =>
        values.slice(0, 2).map(value => ({ [key]: [value] })),
      )
      const found = new Map<Filters, string[]>()
      for (const each of single) found.set(each, await find(each))
      for (const [one, other] of pairs(single)) {
        const [key = ''] = Object.keys(one)
        const isSame = Object.hasOwn(other, key)
        if (isSame && key !== 'label') continue
        const both = isSame ? { label: [...(one.label ?? []), ...(other.label ?? [])] } : { ...one, ...other }
        const expected = intersection(found.get(one) ?? [], found.get(other) ?? [])
        ensureEqual(await find(both), expected, `what ${JSON.stringify(both)} finds`)
      }
    }),
    law(
      'order-is-no-matter',
      'What is found does not depend on the order of keys and values',
      async (find, filters) => {
        const turned = Object.fromEntries(
          Object.entries(filters)
            .reverse()
            .map(([key, values]) => [key, values.toReversed()]),
        )
        ensureEqual(await find(turned), await find(filters), 'what is found the other way round')
      },
    ),
  ]
}

/** Laws that hold of filters whatever there is. */
export const filterLaws: readonly Requirement[] = subjects.flatMap(lawsOf)
