import type { Capability } from '../../capability.ts'
import type { Fields } from '../../fields.ts'
import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureMatch } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'

const evidence = ['/containers/create; moby daemon/create.go and daemon/daemon_unix.go']

/** Errors of bind specifications have no kind: dockerd answers 500, others may know better. */
export const plainErrors: readonly string[] = ['malformed-bind', 'relative-mount-target']

/** `#` is a name of the run that nothing has, `@` a volume of the run. */
export const nobody = '#'
export const someVolume = '@'

/** What is refused, and in which words. */
export const refusedSettings: readonly (readonly [id: string, settings: Fields, text: RegExp, needs?: Capability])[] = [
  ['no-command', { Cmd: [], Entrypoint: [''] }, /no command specified/i],
  [
    'relative-working-directory',
    { WorkingDir: 'x' },
    /the working directory 'x' is invalid, it needs to be an absolute path/,
  ],
  ['long-hostname', { Hostname: 'h'.repeat(65) }, /hostname|invalid/i],
  ['unknown-restart-policy', { HostConfig: { RestartPolicy: { Name: 'sometimes' } } }, /invalid restart policy/],
  [
    'retries-without-on-failure',
    { HostConfig: { RestartPolicy: { Name: 'always', MaximumRetryCount: 3 } } },
    /maximum retry count (can only be used with|cannot be used with)/,
  ],
  [
    'negative-retries',
    { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: -1 } } },
    /maximum retry count cannot be negative/,
  ],
  [
    'auto-remove-with-restart',
    { HostConfig: { AutoRemove: true, RestartPolicy: { Name: 'always' } } },
    /can't create 'AutoRemove' container with restart policy/,
  ],
  [
    'short-health-interval',
    { Healthcheck: { Test: ['CMD', 'true'], Interval: 1000 } },
    /Interval in Healthcheck cannot be less than 1ms/,
  ],
  [
    'short-health-timeout',
    { Healthcheck: { Test: ['CMD', 'true'], Timeout: 1000 } },
    /Timeout in Healthcheck cannot be less than 1ms/,
  ],
  [
    'negative-health-retries',
    { Healthcheck: { Test: ['CMD', 'true'], Retries: -1 } },
    /Retries in Healthcheck cannot be negative/,
  ],
  ['little-memory', { HostConfig: { Memory: 1 } }, /Minimum memory limit allowed is 6MB/i],
  ['negative-shm', { HostConfig: { ShmSize: -1 } }, /SHM size can not be less than 0/],
  [
    'oom-score',
    { HostConfig: { OomScoreAdj: 2000 } },
    /Invalid value 2000, range for oom score adj is \[-1000, 1000\]/,
  ],
  ['ipc-mode', { HostConfig: { IpcMode: 'nonsense' } }, /invalid ipc mode/i],
  ['pid-mode', { HostConfig: { PidMode: 'nonsense' } }, /invalid pid mode/i],
  ['uts-mode', { HostConfig: { UTSMode: 'nonsense' } }, /invalid uts mode/i],
  [
    'dns-with-host-network-of-another',
    { HostConfig: { NetworkMode: `container:${nobody}`, Dns: ['1.1.1.1'] } },
    /conflicting options: dns and the network mode/,
  ],
  [
    'ports-with-network-of-another',
    { HostConfig: { NetworkMode: `container:${nobody}`, PortBindings: { '80/tcp': [{ HostPort: '80' }] } } },
    /conflicting options: port publishing and the container type network mode/,
  ],
  [
    'malformed-bind',
    { HostConfig: { Binds: [`${someVolume}:b:c:d`] } },
    /invalid volume specification|invalid mode/,
    'volumes',
  ],
  [
    'relative-mount-target',
    { HostConfig: { Binds: [`${someVolume}:relative`] } },
    /invalid (volume specification|mount path)/,
    'volumes',
  ],
  [
    'missing-bind-source',
    { HostConfig: { Mounts: [{ Type: 'bind', Source: '/mkc/missing', Target: '/x' }] } },
    /invalid mount config for type "bind": bind source path does not exist: \/mkc\/missing/,
    'alone',
  ],
  [
    'mount-without-target',
    { HostConfig: { Mounts: [{ Type: 'volume' }] } },
    /invalid mount config for type "volume": field Target must not be empty/,
  ],
  [
    'unknown-mount-type',
    { HostConfig: { Mounts: [{ Type: 'nonsense', Target: '/x' }] } },
    /mount type unknown|mount type nonsense unknown/i,
  ],
  [
    'duplicate-mount-target',
    { HostConfig: { Binds: [`${someVolume}:/x`, `${someVolume}:/x`] } },
    /Duplicate mount point: \/x/,
    'volumes',
  ],
  ['volumes-from-nobody', { HostConfig: { VolumesFrom: [nobody] } }, /No such container: mkc-/],
  ['log-driver', { HostConfig: { LogConfig: { Type: 'nonsense' } } }, /nonsense/],
  [
    'nano-cpus-and-period',
    { HostConfig: { NanoCpus: 1e9, CpuPeriod: 100000 } },
    /Conflicting options: Nano CPUs and CPU Period cannot both be set/i,
  ],
  ['cpuset', { HostConfig: { CpusetCpus: 'x' } }, /Invalid value x for cpuset cpus/i],
]

/** With the names put in that stand for something of the run. */
const filledIn = async (world: World, settings: Fields): Promise<Fields> => {
  const text = JSON.stringify(settings).replaceAll(nobody, world.name())
  return JSON.parse(text.includes(someVolume) ? text.replaceAll(someVolume, (await world.volume()).name) : text)
}

const refusals = refusedSettings.map(([id, settings, text, need]) =>
  requirement({
    id: `ContainerCreate.refuses-${id}`,
    operation: 'ContainerCreate',
    needs: need === undefined ? ['image'] : ['image', need],
    level: 'should',
    claim: `A container with ${JSON.stringify(settings).slice(0, 80)} is refused in moby's words`,
    evidence,
    check: async world => {
      const answer = await world.ask('ContainerCreate', {
        query: { name: world.name() },
        body: { Image: world.image, ...sleepForever, ...(await filledIn(world, settings)) },
      })
      const status = plainErrors.includes(id) && answer.status === 500 ? 500 : 400
      ensureRefusal(answer, status, text)
    },
  }),
)

/** With the labels of the run, in case a daemon makes something of it. */
const bodies: readonly (readonly [id: string, body: (labels: string, image: string) => string, text: RegExp])[] = [
  ['empty', () => '', /EOF|config cannot be empty/],
  ['no-json', () => '{', /EOF|invalid JSON/],
  ['wrong-type', labels => `{"Image": 3, "Labels": ${labels}}`, /cannot unmarshal/],
  [
    'two-values',
    (labels, image) => `{"Image": "${image}", "Labels": ${labels}} {}`,
    /unexpected content after JSON|no command|invalid/i,
  ],
]

const labelsOf = ({ label }: World): string => {
  const [key = '', value] = label.split('=')
  return JSON.stringify({ [key]: value })
}

const names: readonly (readonly [id: string, name: (fresh: string) => string])[] = [
  ['with-space', fresh => `${fresh} x`],
  ['with-slash', fresh => `${fresh}/x`],
  ['with-umlaut', fresh => `${fresh}ä`],
]

/** What is refused when a container is made, and what is answered. */
export const createRequirements: readonly Requirement[] = [
  ...refusals,
  ...bodies.map(([id, body, text]) =>
    requirement({
      id: `ContainerCreate.refuses-body-${id}`,
      operation: 'ContainerCreate',
      claim: `A body that is ${id} is refused with 400`,
      evidence: ['moby daemon/internal/runconfig/config.go and daemon/server/httputils'],
      check: async world =>
        ensureRefusal(
          await world.ask('ContainerCreate', {
            query: { name: world.name() },
            body: body(labelsOf(world), world.image),
          }),
          400,
          text,
        ),
    }),
  ),
  ...names.map(([id, spell]) =>
    requirement({
      id: `ContainerCreate.refuses-name-${id}`,
      operation: 'ContainerCreate',
      needs: ['image'],
      claim: `A name ${id} is refused with 400`,
      evidence: ['moby daemon/names.go'],
      check: async world =>
        ensureRefusal(
          await world.ask('ContainerCreate', {
            query: { name: spell(world.name()) },
            body: { Image: world.image, ...sleepForever },
          }),
          400,
          /Invalid container name/,
        ),
    }),
  ),
  requirement({
    id: 'ContainerCreate.refuses-taken-name',
    operation: 'ContainerCreate',
    needs: ['image'],
    claim: 'A name that is taken is refused with 409, and with who has it',
    evidence: ['moby daemon/names.go; apple/container#692'],
    check: async world => {
      const { id, name } = await world.create(sleepForever)
      const again = await world.ask('ContainerCreate', {
        query: { name },
        body: { Image: world.image, ...sleepForever },
      })
      ensureRefusal(again, 409, new RegExp(`The container name "/${name}" is already in use by container "?${id}`))
    },
  }),
  requirement({
    id: 'ContainerCreate.refuses-missing-image',
    operation: 'ContainerCreate',
    claim: 'An image that is not there is refused with 404, by its full name',
    evidence: ['moby daemon/create.go; docker run pulls when it reads this'],
    check: async world => {
      const image = world.name()
      const answer = await world.ask('ContainerCreate', {
        query: { name: world.name() },
        body: { Image: image, Cmd: ['x'] },
      })
      ensureRefusal(answer, 404, new RegExp(`No such image: ${image}:latest`))
    },
  }),
  requirement({
    id: 'ContainerCreate.answers-id-and-warnings',
    operation: 'ContainerCreate',
    needs: ['image'],
    claim: 'A new container answers 201 with an id of 64 digits and a list of warnings',
    evidence: ['/containers/create; docker-client#499: null instead of a list'],
    check: async world => {
      const answer = await world.ask('ContainerCreate', {
        query: { name: world.name() },
        body: { Image: world.image, ...sleepForever },
      })
      ensureStatus(answer, 201)
      const { Id, Warnings } = jsonOf<{ Id: string; Warnings: unknown }>(answer)
      ensureMatch(Id, /^[0-9a-f]{64}$/, 'Id')
      ensure(Array.isArray(Warnings), 'Warnings', 'a list', Warnings)
    },
  }),
]
