import { expect, test } from 'vitest'
import { operations } from '../../../spec/index.ts'
import type { Requirement } from '../../../src/conformance/index.ts'
import { containerRequirements } from '../../../src/conformance/requirements/container/index.ts'
import { eventRequirements } from '../../../src/conformance/requirements/events/index.ts'
import { execRequirements } from '../../../src/conformance/requirements/exec/index.ts'
import { imageRequirements } from '../../../src/conformance/requirements/image/index.ts'
import { requirements } from '../../../src/conformance/requirements/index.ts'
import { laws } from '../../../src/conformance/requirements/laws/index.ts'
import { networkRequirements } from '../../../src/conformance/requirements/network/index.ts'
import { pluginRequirements } from '../../../src/conformance/requirements/plugin.ts'
import { systemRequirements } from '../../../src/conformance/requirements/system/index.ts'
import { versionSkewRequirements } from '../../../src/conformance/requirements/version-skew/index.ts'
import { volumeRequirements } from '../../../src/conformance/requirements/volume/index.ts'

/** What a room is about: the tags of its operations. Events are told by an operation of the system. */
const rooms: readonly (readonly [name: string, holds: readonly Requirement[], tags: readonly string[]])[] = [
  ['system', systemRequirements, ['System', 'Debug']],
  ['container', containerRequirements, ['Container']],
  ['exec', execRequirements, ['Exec']],
  ['image', imageRequirements, ['Image', 'Distribution', 'Session']],
  ['network', networkRequirements, ['Network']],
  ['volume', volumeRequirements, ['Volume']],
  ['plugin', pluginRequirements, ['Plugin']],
  ['events', eventRequirements, ['Events']],
]

const tagOf = ({ operation }: Requirement): string =>
  operation === 'SystemEvents' ? 'Events' : operations[operation].tag

/** What is answered by a container in each state: the whole table stands with containers, whatever is asked for. */
const isCell = ({ id }: Requirement): boolean => /\.(\w+-)?when-\w+(\.text)?$/.test(id)

test.each(rooms)('the room %s holds what is claimed of its own operations', (name, holds, tags) => {
  const astray = holds.filter(each => !tags.includes(tagOf(each)) && !(name === 'container' && isCell(each)))
  expect(astray.map(({ id }) => id)).toEqual([])
})

test('every requirement is in one room, of a topic, of laws or of versions', () => {
  const all = [...rooms.flatMap(([, holds]) => holds), ...laws, ...versionSkewRequirements].map(({ id }) => id)
  expect(all.toSorted()).toEqual(requirements.map(({ id }) => id).toSorted())
})
