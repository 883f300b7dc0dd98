import type { Engine } from '../engine.ts'
import { DockerError, internal, invalid } from '../error.ts'
import type { FileEntry } from '../filesystem/contract.ts'
import type { Image } from '../image/entity.ts'
import { parsePlatform } from '../image/platform.ts'
import { tagImage } from '../image/tag.ts'
import type { ByteSource } from '../pipe.ts'
import type { Progress, ProgressStep } from '../progress.ts'
import { type Resume, whenReady } from '../task.ts'
import { type Cancel, Notifier, transition } from '../wait.ts'
import { expanded } from './apply.ts'
import { BuildArguments } from './arguments.ts'
import { createImageSources } from './base.ts'
import { openContext } from './context.ts'
import { dispatch, runTriggers } from './dispatch.ts'
import type { InstructionOf, Stage } from './dockerfile/instruction.ts'
import { readStages } from './dockerfile/stages.ts'
import { goQuote } from './go-text.ts'
import type { BuildOptions } from './options.ts'
import { type BuildOutput, createOutput } from './output.ts'
import { type BuildSite, beginStage } from './stage.ts'
import { FailedCommand, StepContainers, shortId } from './step-container.ts'

/**
 * The classic builder: `POST /build` with version 1 (moby daemon/builder/dockerfile/builder.go). What is wrong before the
 * first line is thrown; what goes wrong later is the last line.
 */
export const buildImage = (
  engine: Engine,
  options: BuildOptions,
  entries: readonly FileEntry[],
  signal: AbortSignal | undefined,
): ByteSource | Promise<ByteSource> => {
  const output = createOutput(!options.quiet)
  const plan = planBuild(engine, options, entries, output)
  const run = new BuildRun(engine, build(plan), plan.site)
  if (!options.quiet) return run.source
  signal?.addEventListener('abort', () => run.source.close(), { once: true })
  return transition(run.ended, () => run.outcome, signal).then(outcome => quietly(output, outcome))
}

interface Plan {
  readonly site: BuildSite
  readonly stages: readonly Stage[]
  readonly globalArguments: readonly InstructionOf<'ARG'>[]
}

/** Reads everything that was sent, and refuses what cannot be built. */
const planBuild = (engine: Engine, options: BuildOptions, entries: readonly FileEntry[], output: BuildOutput): Plan => {
  const context = openContext(engine, entries, options.dockerfile)
  const platform = options.platform === '' ? undefined : parsePlatform(options.platform, engine.profile)
  const { stages, globalArguments } = readStages(context.dockerfile.nodes)
  const site: BuildSite = {
    engine,
    options,
    output,
    context,
    containers: new StepContainers(engine, options, output),
    images: createImageSources(engine, options),
    lexer: { escapeToken: context.dockerfile.escapeToken },
    platform,
    finished: [],
    hashes: new Map(),
  }
  return { site, stages: withLabels(upTo(stages, options.target), options.labels), globalArguments }
}

const upTo = (stages: readonly Stage[], target: string): readonly Stage[] => {
  if (target === '') return stages
  const index = stages.findIndex(({ name }) => name === target.toLowerCase())
  if (index < 0) throw invalid(`target stage ${goQuote(target)} could not be found`)
  return stages.slice(0, index + 1)
}

/** The client's labels are instructions at the end. */
const withLabels = (stages: readonly Stage[], labels: Readonly<Record<string, string>>): readonly Stage[] => {
  const last = stages.at(-1)
  const added = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))
  if (!last || added.length === 0) return stages
  const instructions = added.map(([name, value]) => ({
    kind: 'LABEL' as const,
    code: `LABEL ${name}=${value}`,
    pairs: [{ name, value }],
    isLiteral: true,
  }))
  return [...stages.slice(0, -1), { ...last, instructions: [...last.instructions, ...instructions] }]
}

function* build({ site, stages, globalArguments }: Plan): Progress<string> {
  const { options, output, context } = site
  for (const warning of context.dockerfile.warnings) output.complain(`[WARNING]: ${warning}\n`)
  if (context.dockerfile.warnings.length > 0) {
    output.complain('[WARNING]: Empty continuation lines will become errors in a future release.\n')
  }
  const say = createSteps(output, { stages, globalArguments })
  const args = new BuildArguments(options.arguments)
  for (const instruction of globalArguments) {
    say(instruction.code)
    applyGlobally(site, args, instruction)
  }
  let image: Image | undefined
  for (const stage of stages) image = yield* buildStage(site, stage, args, say)
  const { unused } = args
  if (unused.length > 0) {
    output.say(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`)
  }
  if (!image) throw internal('No image was generated. Is your Dockerfile empty?')
  output.say(`Successfully built ${shortId(image.id)}\n`)
  for (const tag of options.tags) {
    tagImage(site.engine, image.id, tag, '')
    output.say(`Successfully tagged ${tag}\n`)
  }
  return image.id
}

/** Announces what comes: `Step 2/5 : …`. */
const createSteps = (output: BuildOutput, plan: Omit<Plan, 'site'>): ((code: string) => void) => {
  const total = plan.stages.reduce(
    (sum, { instructions }) => sum + 1 + instructions.length,
    plan.globalArguments.length,
  )
  let step = 0
  return code => {
    output.say(`Step ${++step}/${total} : ${code}`)
    output.say('\n')
  }
}

/** An argument before the first FROM sees those before it. */
const applyGlobally = (site: BuildSite, args: BuildArguments, instruction: InstructionOf<'ARG'>): void => {
  const state = { config: {}, arguments: args, maintainer: '', hasOwnCommand: false }
  const now = expanded(state, instruction, site.lexer)
  if (now.kind !== 'ARG') return
  for (const { name, value } of now.arguments) args.allowGlobally(name, value)
}

function* buildStage(
  site: BuildSite,
  stage: Stage,
  args: BuildArguments,
  say: (code: string) => void,
): Progress<Image | undefined> {
  const { options, output, finished } = site
  if (stage.name !== '' && finished.some(({ name }) => name === stage.name)) {
    throw internal(`${stage.name} stage name already used`)
  }
  say(stage.code)
  const run = yield* beginStage(site, stage, args)
  yield* runTriggers(run)
  output.say(` ---> ${shortId(run.image?.id ?? '')}\n`)
  for (const instruction of stage.instructions) {
    // Others get a turn, however long the Dockerfile is.
    yield { afterMilliseconds: 0 }
    say(instruction.code)
    yield* dispatch(run, instruction)
    output.say(` ---> ${shortId(run.image?.id ?? '')}\n`)
  }
  if (run.image && options.withIds) output.send({ aux: { ID: run.image.id } })
  finished.push({ name: stage.name, image: run.image })
  return run.image
}

type Outcome = { readonly id: string } | { readonly failure: DockerError }

/** A build at work: it goes on whenever what it waits for happens, until it ends or its client is gone. */
class BuildRun {
  readonly ended = new Notifier()
  readonly source: ByteSource
  outcome: Outcome | undefined
  readonly #engine: Engine
  readonly #steps: Progress<string>
  readonly #output: BuildOutput
  readonly #containers: StepContainers
  #cancel: Cancel | undefined

  constructor(engine: Engine, steps: Progress<string>, { containers, output }: BuildSite) {
    this.#engine = engine
    this.#steps = steps
    this.#output = output
    this.#containers = containers
    const { pipe } = output
    this.source = { read: max => pipe.read(max), readable: pipe.readable, close: () => this.#abandon() }
    this.#advance(() => steps.next(undefined))
  }

  #advance(resume: Resume<string, ProgressStep>): void {
    this.#cancel = undefined
    try {
      const { done, value } = resume()
      if (done) this.#end({ id: value })
      else this.#cancel = this.#wait(value)
    } catch (error) {
      // Nothing has been said yet: the answer itself can be the refusal.
      if (!this.#output.hasSpoken) throw error
      if (!(error instanceof DockerError)) this.#engine.defect(error)
      const failure = error instanceof DockerError ? error : internal(String(error))
      sayFailure(this.#output, failure)
      this.#end({ failure })
    }
  }

  #wait(step: ProgressStep): Cancel {
    const { clock } = this.#engine
    return whenReady(clock, this.#steps, step, resume => {
      const go = (): void =>
        this.#advance(() => {
          step.act?.()
          if (step.message) this.#output.send(step.message)
          return resume()
        })
      // Whoever wakes is in the middle of something: an end of a container that has not been told yet.
      if (step.until) this.#cancel = clock.after(0, go)
      else go()
    })
  }

  #abandon(): void {
    const { pipe } = this.#output
    if (pipe.closed) return
    this.#cancel?.()
    pipe.close()
    if (this.outcome) return
    this.#containers.abandon()
    this.#steps.return('')
    this.#end({ id: '' })
  }

  #end(outcome: Outcome): void {
    this.outcome = outcome
    this.#output.pipe.end()
    this.ended.notify()
  }
}

const sayFailure = (output: BuildOutput, failure: DockerError): void => {
  const { message } = failure
  const code = failure instanceof FailedCommand ? { code: failure.code } : {}
  output.send({ error: message, errorDetail: { ...code, message } })
}

/** `q`: all that is told of a build that went well is its id. */
const quietly = (output: BuildOutput, outcome: Outcome): ByteSource => {
  if ('failure' in outcome) return output.pipe
  const { pipe, say } = createOutput(true)
  say(`${outcome.id}\n`)
  pipe.end()
  return pipe
}
