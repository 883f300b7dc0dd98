import type { Fields } from '../../fields.ts'
import { jsonOf } from '../../observation.ts'
import { type Change, has } from './change.ts'

const fieldsOfImage =
  (look: (image: Fields) => unknown): Change['look'] =>
  async (world, version) =>
    look(jsonOf<Fields>(await world.ask('ImageInspect', { version, path: { name: world.image } })))

const rowOfImage =
  (look: (row: Fields) => unknown): Change['look'] =>
  async (world, version) => {
    const query = { filters: { reference: [world.image] }, 'shared-size': true }
    const [row = {}] = jsonOf<Fields[]>(await world.ask('ImageList', { version, query }))
    return look(row)
  }

const sizeIsToldOnce = {
  id: 'no-virtual-size',
  since: '1.44',
  claim: 'The size is told once from 1.44 on, and twice before',
  needs: ['image'],
  before: true,
  from: false,
} as const

export const imageChanges: readonly Change[] = [
  {
    operation: 'ImageInspect',
    ...sizeIsToldOnce,
    look: fieldsOfImage(image => has(image, 'VirtualSize')),
  },
  {
    operation: 'ImageInspect',
    id: 'no-settings-of-runs',
    since: '1.50',
    claim: 'Settings that only containers have stand among those of the image before 1.50',
    needs: ['image'],
    before: true,
    from: false,
    look: fieldsOfImage(({ Config }) => has(Config, 'Hostname') && has(Config, 'AttachStdin') && has(Config, 'Tty')),
  },
  {
    operation: 'ImageInspect',
    id: 'leaves-out-what-is-empty',
    since: '1.52',
    claim: 'An author and a comment that nobody gave are left out from 1.52 on, and empty before',
    needs: ['image'],
    before: true,
    from: false,
    look: fieldsOfImage(image => has(image, 'Author') && has(image, 'Comment')),
  },
  {
    operation: 'ImageList',
    ...sizeIsToldOnce,
    look: rowOfImage(row => has(row, 'VirtualSize')),
  },
  {
    operation: 'ImageList',
    id: 'counts-containers',
    since: '1.51',
    claim: 'How many containers use an image is counted from 1.51 on, and -1 before',
    needs: ['image'],
    before: true,
    from: false,
    look: rowOfImage(({ Containers }) => Containers === -1),
  },
]
