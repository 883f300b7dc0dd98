import type { Container } from '../../state/container/entity.ts'
import { containerInspect } from '../../state/container/view.ts'
import type { Engine } from '../../state/engine.ts'
import { DockerError } from '../../state/error.ts'
import { familiarName, parseReference, withDefaultTag } from '../../state/image/reference.ts'
import { imageInspect } from '../../state/image/views/inspect.ts'
import { networkInspect } from '../../state/network/view.ts'
import { volumeView } from '../../state/volume/view.ts'
import type { Exchange } from '../answer.ts'
import type { DecodedInput } from '../decode.ts'

/** The object that a request is about. */
export interface Subject {
  /** Names and ids. */
  readonly names: readonly string[]
  readonly labels: Readonly<Record<string, string | null>>
  /** What inspect says of it, or a create of the one to come. */
  view(): unknown
}

type Find = (exchange: Exchange, input: DecodedInput) => Subject | undefined
type Body = Readonly<Record<string, unknown>>

export const containerSubject = (engine: Engine, container: Container, apiVersion: string): Subject => ({
  names: [container.name, container.id, container.id.slice(0, 12)],
  labels: container.config.Labels ?? {},
  view: () => containerInspect(engine, container, apiVersion, false),
})

const bodyOf = ({ body }: DecodedInput): Body => (typeof body === 'object' && body !== null ? (body as Body) : {})

const coming =
  (nameOf: (input: DecodedInput) => unknown): Find =>
  (_, input) => {
    const body = bodyOf(input)
    return {
      names: [String(nameOf(input) ?? '')],
      labels: (body.Labels ?? {}) as Subject['labels'],
      view: () => body,
    }
  }

const imageSubject = ({ engine, apiVersion }: Exchange, reference: string): Subject => {
  const names = [reference, familiarName(withDefaultTag(parseReference(reference)))]
  const view = () => imageInspect(engine, reference, apiVersion, { manifests: false, platform: undefined })
  try {
    const image = engine.images.resolve(reference)
    return {
      names: [...names, image.id, image.id.slice('sha256:'.length, 'sha256:'.length + 12)],
      labels: image.config.Labels ?? {},
      view,
    }
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    return { names, labels: {}, view: () => ({}) }
  }
}

const pulled: Find = (exchange, { query }) => {
  const { fromImage, tag } = query
  if (typeof fromImage !== 'string' || fromImage === '') return undefined
  if (typeof tag !== 'string' || tag === '') return imageSubject(exchange, fromImage)
  return imageSubject(exchange, `${fromImage}${tag.includes(':') ? '@' : ':'}${tag}`)
}

/** Whose names are not in the path. */
const byOperation: Readonly<Record<string, Find>> = {
  ContainerCreate: coming(({ query }) => query.name),
  NetworkCreate: coming(input => bodyOf(input).Name),
  VolumeCreate: coming(input => bodyOf(input).Name),
  ImageCreate: pulled,
}

/** By the folder of the path that the name stands below. */
const byFolder: Readonly<Record<string, (exchange: Exchange, name: string) => Subject | undefined>> = {
  containers: ({ engine, apiVersion }, id) => containerSubject(engine, engine.containers.resolve(id), apiVersion),
  exec({ engine, apiVersion }, id) {
    const container = engine.containers.get(engine.executions.get(id)?.containerId ?? '')
    return container && containerSubject(engine, container, apiVersion)
  },
  images: imageSubject,
  distribution: imageSubject,
  networks({ engine, apiVersion }, id) {
    const network = engine.networks.resolve(id)
    const { name, labels } = network
    return { names: [name, network.id], labels, view: () => networkInspect(engine, network, apiVersion) }
  },
  volumes({ engine }, name) {
    const volume = engine.volumes.resolve(name)
    return { names: [name], labels: volume.labels ?? {}, view: () => volumeView(volume, '') }
  },
}

/** The object that a request is about; undefined when it is about none, or none that there is. */
export const subjectOf: Find = (exchange, input) => {
  const { id, path } = exchange.operation
  const find = byOperation[id]
  try {
    if (find) return find(exchange, input)
    const [, folder = ''] = path.split('/', 2)
    const [name] = Object.values(input.path)
    return name === undefined
      ? undefined
      : (byFolder[folder]?.(exchange, name) ?? { names: [name], labels: {}, view: () => ({}) })
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}
