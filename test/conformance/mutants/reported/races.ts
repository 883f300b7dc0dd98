import type { OperationId } from '../../../../spec/index.ts'
import type { WireHead, WireRequest } from '../../../../src/conformance/wire.ts'
import { type Mutant, mutant } from '../mutant.ts'
import type { Mutation } from '../mutation.ts'

/** What a daemon does wrong while another request of the same kind is under way. */
interface Race {
  readonly operations: readonly OperationId[]
  /** Who is in whose way: requests that give the same text; undefined is in nobody's. */
  readonly about: (request: WireRequest) => string | undefined
  /** How a request goes wrong that comes while another is under way. */
  readonly request?: (request: WireRequest) => WireRequest
  /** How an answer goes wrong while another request is still under way. */
  readonly head?: (head: WireHead, request: WireRequest) => WireHead
}

const race = ({ operations, about, request: late = same => same, head: early = same => same }: Race): Mutation => {
  const underWay = new Map<string, number>()
  const change = (key: string, by: number): number => {
    const count = (underWay.get(key) ?? 0) + by
    underWay.set(key, count)
    return count
  }
  return {
    operations,
    request(request) {
      const key = about(request)
      return key !== undefined && change(key, 1) > 1 ? late(request) : request
    },
    head(head, request) {
      const key = about(request)
      return key !== undefined && change(key, -1) > 0 ? early(head, request) : head
    },
  }
}

const failing = (head: WireHead): WireHead => ({ ...head, status: 500 })

const pathOf = ({ target }: WireRequest): string => target.split('?')[0] ?? ''

/** What goes wrong only when two come at the same time. */
export const races: readonly Mutant[] = [
  mutant(
    'name-given-twice',
    'Two who want one name at the same time both get a container',
    race({
      operations: ['ContainerCreate'],
      about: ({ target }) => new URLSearchParams(target.split('?')[1]).get('name') ?? undefined,
      request: request => ({ ...request, target: request.target.replace(/name=[^&]*/, '') }),
    }),
    'apple/container#692',
  ),
  mutant(
    'removals-fail-together',
    'Of removals at the same time the first to end is told of a failure',
    race({ operations: ['ContainerDelete'], about: pathOf, head: failing }),
    'moby#38816',
  ),
  mutant(
    'network-list-crashes',
    'Networks cannot be listed while one is made',
    race({
      operations: ['NetworkList', 'NetworkCreate'],
      about: () => 'networks',
      head: (head, { method }) => (method === 'GET' ? failing(head) : head),
    }),
    'podman#22330',
  ),
  mutant(
    'removal-in-progress-500',
    'To remove what is just being removed is a failure of the daemon',
    race({
      operations: ['ContainerStop', 'ContainerDelete'],
      about: request => pathOf(request).replace(/\/stop$/, ''),
      head: (head, { method }) => (method === 'DELETE' ? failing(head) : head),
    }),
    'moby#26074, #17170, docker-maven-plugin#1967',
  ),
  mutant(
    'logs-outlive-their-container',
    'Logs that are followed never end',
    { operations: ['ContainerLogs'], endless: true },
    'socktainer#205',
  ),
]
