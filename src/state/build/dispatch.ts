import type { ContainerConfig } from '../../../spec/generated/types.ts'
import type { Container } from '../container/entity.ts'
import { filesOf } from '../container/runtime/files.ts'
import { DockerError, internal } from '../error.ts'
import type { FileEntry } from '../filesystem/contract.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Image } from '../image/entity.ts'
import type { Progress } from '../progress.ts'
import { applyInstruction, commandOf, expanded, shellOf, speaks } from './apply.ts'
import { type CopyTarget, copyInto } from './copy.ts'
import type { Instruction, InstructionOf } from './dockerfile/instruction.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { readInstruction } from './dockerfile/read.ts'
import { isUrl, unreachable } from './network.ts'
import { type Owner, parseOwner, rootOwner } from './owner.ts'
import { type CopyItem, type CopySource, findSources, hashOfItems } from './sources.ts'
import type { StageRun } from './stage.ts'
import { hasDirectory, makeStepImage } from './step-container.ts'

/** Does one instruction (moby daemon/builder/dockerfile/dispatchers.go). Its containers go as the client wants it. */
export function* dispatch(run: StageRun, instruction: Instruction): Progress {
  const { engine, options, containers, lexer, output } = run.site
  let failed = true
  try {
    const now = expanded(run, instruction, lexer)
    if (now.kind === 'RUN') yield* runCommand(run, now)
    else if (now.kind === 'COPY' || now.kind === 'ADD') yield* copyFiles(run, now)
    else if (speaks(now)) {
      const comment = applyInstruction(run, now, {
        options: lexer,
        words: engine.profile.classicBuilder,
        note: output.say,
      })
      commitComment(run, now.kind === 'WORKDIR' ? [`#(nop) ${comment}`] : ['#(nop) ', comment])
    }
    failed = false
  } finally {
    if (options.forceRemove || (options.remove && !failed && !output.isGone)) containers.removeAll()
  }
  run.config.Image = run.image?.id ?? ''
}

/** ONBUILD instructions of the base image, as if they stood behind FROM. */
export function* runTriggers(run: StageRun): Progress {
  const triggers = run.config.OnBuild ?? []
  if (triggers.length === 0) return
  run.config.OnBuild = null
  const { output } = run.site
  output.say(`# Executing ${triggers.length} build trigger`)
  if (triggers.length > 1) output.say('s')
  output.say('\n')
  for (const trigger of triggers) {
    const { nodes } = parseDockerfile(trigger)
    const [node] = nodes
    if (!node || nodes.length !== 1) throw internal('onbuild trigger should be a single expression')
    yield* dispatch(run, readInstruction(node))
  }
}

/** Takes the result from the cache, when it is there. */
const reuse = (run: StageRun, config: ContainerConfig): boolean => {
  const { engine, output, platform } = run.site
  const { os, architecture } = engine.profile
  const hit = run.probe.find(run.image, config, platform ?? { os, architecture })
  if (!hit) return false
  output.say(' ---> Using cache\n')
  run.image = hit
  return true
}

/** An instruction that only speaks: its words become a command that does nothing. */
const commitComment = (run: StageRun, words: readonly string[]): void => {
  const config = { ...run.config, Cmd: [...shellOf(run.config), ...words] }
  if (reuse(run, config)) return
  const container = run.site.containers.create(config)
  // moby's container shares the health check with the stage, and fills it up from the image below.
  if (run.config.Healthcheck) run.config.Healthcheck = container.config.Healthcheck
  const isChanged = !hasDirectory(run.site.engine, run.image, run.config.WorkingDir ?? '')
  commit(run, container, config, isChanged)
}

const commit = (run: StageRun, container: Container, config: ContainerConfig, isChanged: boolean): void => {
  run.image = makeStepImage(
    run.site.engine,
    {
      parent: run.image,
      layer: isChanged ? container.tree.layer() : undefined,
      config: { ...run.config },
      author: run.maintainer,
      platform: run.image ? undefined : run.site.platform,
      container: { id: container.id, config },
    },
    config,
  )
}

const needsBuildKit = (option: string): DockerError =>
  internal(
    `the --${option} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
  )

function* runCommand(run: StageRun, line: InstructionOf<'RUN'>): Progress {
  const [flag] = line.flags
  if (flag !== undefined) throw needsBuildKit(flag)
  const { containers } = run.site
  const command = commandOf(line, run.config)
  const environment = run.config.Env ?? []
  const given = run.arguments.beside(environment)
  const remembered = given.length === 0 ? command : [...traceOf(run, given), ...command]
  const config = { ...run.config, Cmd: remembered, ...(remembered.length > 0 && { Entrypoint: null }) }
  if (reuse(run, config)) return
  const container = containers.create({
    ...run.config,
    Cmd: command,
    Env: [...environment, ...given],
    ...(remembered.length > 0 && { Entrypoint: [''] }),
    Healthcheck: { Test: ['NONE'] },
  })
  yield* containers.run(container)
  commit(run, container, config, true)
}

/** The arguments that a command saw, as the history has them: before it, behind their number. */
const traceOf = (run: StageRun, given: readonly string[]): string[] => {
  const kept = given.filter(line => run.arguments.leavesTrace(line.split('=', 1)[0] ?? '')).sort()
  return [`|${kept.length}`, ...kept]
}

type CopyInstruction = InstructionOf<'COPY'> | InstructionOf<'ADD'>

function* copyFiles(run: StageRun, copy: CopyInstruction): Progress {
  if (copy.chmod !== '') throw needsBuildKit('chmod')
  const source = yield* sourceOf(run, copy.from)
  const items = itemsOf(source, copy)
  const chown = copy.chown === '' ? '' : `--chown=${copy.chown} `
  const words = `#(nop) ${copy.kind} ${chown}${hashOfItems(items)} in ${copy.destination} `
  const config = { ...run.config, Cmd: [...shellOf(run.config), words] }
  if (reuse(run, config)) return
  const { engine } = run.site
  const target = targetOf(run)
  const owner = ownerOf(target, copy)
  const destination = absolute(run.config.WorkingDir ?? '', copy.destination)
  const copied = yield* wrapping('failed to copy files', () =>
    copyInto(target, { from: source.files, items, destination, owner, unpacks: copy.kind === 'ADD' }),
  )
  run.image = makeStepImage(
    engine,
    {
      parent: run.image,
      layer: layerOf(run, target.tree.layer(), copied),
      config: { ...run.config },
      author: run.maintainer,
      platform: run.image ? undefined : run.site.platform,
      container: { id: '', config },
    },
    config,
  )
}

/** A copy of what is there already: containerd sees no difference, a graph driver the files that were written. */
const layerOf = (
  { site }: StageRun,
  changed: readonly FileEntry[],
  copied: readonly FileEntry[],
): readonly FileEntry[] => (changed.length > 0 || site.engine.profile.storage.containerdStore ? changed : copied)

/** Does something under a longer name for its failures. */
function* wrapping<Value>(prefix: string, work: () => Progress<Value>): Progress<Value> {
  try {
    return yield* work()
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(prefix) : error
  }
}

const sumsOf = ({ site }: StageRun, id: string): Map<string, string> => {
  const known = site.hashes.get(id) ?? new Map<string, string>()
  site.hashes.set(id, known)
  return known
}

function* sourceOf(run: StageRun, from: string): Progress<CopySource> {
  const { site } = run
  if (from === '') return { files: site.context.files, isContext: true, hashes: sumsOf(run, '') }
  const image = yield* wrapping(`invalid from flag value ${from}`, () => imageOf(run, from))
  const tree = image ? image.tree().fork() : createTree([], site.engine.clock.now)
  return { files: filesOf(site.engine, tree), isContext: false, hashes: sumsOf(run, image?.id ?? 'nothing') }
}

/** `--from`: a stage by its name or number, or any image. */
function* imageOf({ site }: StageRun, from: string): Progress<Image | undefined> {
  const { finished, images, platform } = site
  const named = finished.findLast(({ name }) => name !== '' && name === from.toLowerCase())
  if (named) return named.image
  if (!/^[+-]?\d+$/.test(from)) return yield* images.get(from, false, platform)
  const index = Number(from)
  if (index === finished.length) throw internal('refers to current build stage')
  const numbered = finished[index]
  if (!numbered) throw internal('index out of bounds')
  return numbered.image
}

const itemsOf = (source: CopySource, { kind, sources, destination }: CopyInstruction): CopyItem[] => {
  try {
    const url = sources.find(isUrl)
    if (url !== undefined) throw internal(kind === 'COPY' ? `source can't be a URL for COPY` : unreachable(url))
    const items = findSources(source, sources)
    if (items.length < 2 || destination.endsWith('/')) return items
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`${kind} failed`) : error
  }
  throw internal(
    `When using ${kind} with more than one source file, the destination must be a directory and end with a /`,
  )
}

const targetOf = ({ image, site }: StageRun): CopyTarget => {
  const { engine } = site
  const tree = image ? image.tree().fork() : createTree([], engine.clock.now)
  const mountPoint = `${engine.profile.host.rootDirectory}/tmp/rootfs-mount${engine.random.fork('mount points').integer(2 ** 32)}`
  return { tree, files: filesOf(engine, tree), mountPoint }
}

/** What comes from the context is root's unless somebody is named; what comes from an image keeps its owners. */
const ownerOf = (target: CopyTarget, { chown, from }: CopyInstruction): Owner | undefined => {
  if (chown === '') return from === '' ? rootOwner : undefined
  try {
    return parseOwner(target.files, chown)
  } catch (error) {
    const prefix = 'unable to convert uid/gid chown string to host mapping'
    throw error instanceof DockerError ? error.wrap(prefix) : error
  }
}

const absolute = (workingDirectory: string, path: string): string =>
  path.startsWith('/') ? path : `/${workingDirectory}/${path}`
