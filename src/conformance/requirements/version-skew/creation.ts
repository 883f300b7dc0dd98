import { type Fields, isFields, listOf } from '../../fields.ts'
import { jsonOf } from '../../observation.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'
import { type Change, has } from './change.ts'

type Creation = (world: World) => Fields | Promise<Fields>

const createAt = async (world: World, version: string, creation: Creation, name = world.name()) => {
  const body = { Image: world.image, ...sleepForever, ...(await creation(world)) }
  return world.ask('ContainerCreate', { version, query: { name }, body })
}

const statusOfCreation =
  (creation: Creation): Change['look'] =>
  async (world, version) =>
    (await createAt(world, version, creation)).status

const warns =
  (creation: Creation, warning: RegExp): Change['look'] =>
  async (world, version) =>
    listOf(jsonOf<Fields>(await createAt(world, version, creation)).Warnings).some(each => warning.test(String(each)))

const host = (HostConfig: Fields): Fields => ({ HostConfig })
const mounting = (mount: Fields): Fields => host({ Mounts: [{ Target: '/mkc', ...mount }] })

/** What was made by a client of this version, as inspect shows it to clients of the newest. */
const createdWith =
  (creation: Creation, look: (inspected: Fields) => unknown): Change['look'] =>
  async (world, version) => {
    const name = world.name()
    await createAt(world, version, creation, name)
    return look(await world.inspect(name))
  }

/** Of what may be asked of a container that is made. */
export const creationChanges: readonly Change[] = [
  {
    operation: 'ContainerCreate',
    id: 'platform',
    since: '1.41',
    claim: 'The platform that is asked for is heeded from 1.41 on',
    needs: ['image'],
    before: 201,
    from: 404,
    look: async (world, version) => {
      const query = { name: world.name(), platform: 'linux/s390x' }
      return (await world.ask('ContainerCreate', { version, query, body: { Image: world.image } })).status
    },
  },
  {
    operation: 'ContainerCreate',
    id: 'options-of-mounts',
    since: '1.42',
    claim: 'Options of another type of mount are refused from 1.42 on, and forgotten before',
    needs: ['image'],
    before: 201,
    from: 400,
    look: statusOfCreation(() => mounting({ Type: 'tmpfs', VolumeOptions: { NoCopy: true } })),
  },
  {
    operation: 'ContainerCreate',
    id: 'console-size',
    since: '1.42',
    claim: 'The size of the terminal is kept from 1.42 on',
    needs: ['image'],
    before: [0, 0],
    from: [24, 80],
    look: createdWith(
      () => ({ Tty: true, ...host({ ConsoleSize: [24, 80] }) }),
      ({ HostConfig }) => isFields(HostConfig) && HostConfig.ConsoleSize,
    ),
  },
  {
    operation: 'ContainerCreate',
    id: 'annotations',
    since: '1.43',
    claim: 'Annotations are kept from 1.43 on',
    needs: ['image'],
    before: false,
    from: true,
    look: createdWith(
      () => host({ Annotations: { mkc: '1' } }),
      ({ HostConfig }) => isFields(HostConfig) && has(HostConfig.Annotations, 'mkc'),
    ),
  },
  {
    operation: 'ContainerCreate',
    id: 'start-interval',
    since: '1.44',
    claim: 'Health can be checked at an interval of its own while a container starts from 1.44 on',
    needs: ['image'],
    before: 0,
    from: 2_000_000_000,
    look: createdWith(
      () => ({ Healthcheck: { Test: ['CMD', 'true'], StartInterval: 2_000_000_000 } }),
      ({ Config }) => isFields(Config) && isFields(Config.Healthcheck) && (Config.Healthcheck.StartInterval ?? 0),
    ),
  },
  {
    operation: 'ContainerCreate',
    id: 'several-networks',
    since: '1.44',
    claim: 'A container can be created on several networks from 1.44 on, and is refused before',
    needs: ['image', 'networks'],
    before: 400,
    from: 201,
    look: statusOfCreation(async world => {
      const [one, other] = [await world.network(), await world.network()]
      return {
        ...host({ NetworkMode: one.name }),
        NetworkingConfig: { EndpointsConfig: { [one.name]: {}, [other.name]: {} } },
      }
    }),
  },
  {
    operation: 'ContainerCreate',
    id: 'physical-address-of-all',
    since: '1.44',
    claim: 'Who asks for one physical address of the whole container is warned from 1.44 on',
    needs: ['image'],
    before: false,
    from: true,
    look: warns(() => ({ MacAddress: '02:42:ac:11:00:63' }), /MacAddress field is now deprecated/),
  },
  {
    operation: 'ContainerCreate',
    id: 'subpath',
    since: '1.45',
    claim: 'A part of a volume can be mounted from 1.45 on, and is refused before',
    needs: ['image'],
    before: 400,
    from: 201,
    look: statusOfCreation(async world =>
      mounting({ Type: 'volume', Source: (await world.volume()).name, VolumeOptions: { Subpath: 'part' } }),
    ),
  },
  {
    operation: 'ContainerCreate',
    id: 'driver-of-volumes',
    since: '1.48',
    claim: 'Who names a driver for mounts that do not heed it is warned from 1.48 on',
    needs: ['image'],
    before: false,
    from: true,
    look: warns(async world => {
      const { name } = await world.volume()
      return host({ VolumeDriver: 'local', Mounts: [{ Type: 'volume', Source: name, Target: '/mkc' }] })
    }, /volume-driver configuration is ignored/),
  },
  {
    operation: 'ContainerCreate',
    id: 'settings-of-interfaces',
    since: '1.48',
    claim: 'Kernel settings of one interface are moved to the network before 1.48, and refused from then on',
    needs: ['image'],
    before: 201,
    from: 500,
    look: statusOfCreation(() => host({ Sysctls: { 'net.ipv4.conf.eth0.forwarding': '1' } })),
  },
]
