import type { Engine } from '../engine.ts'
import { DockerError, internal } from '../error.ts'
import type { Image } from '../image/entity.ts'
import { type Platform, parsePlatform } from '../image/platform.ts'
import type { Progress } from '../progress.ts'
import { type StageState, setVariable } from './apply.ts'
import type { BuildArguments } from './arguments.ts'
import type { ImageSources } from './base.ts'
import { type CacheProbe, createProbe } from './cache.ts'
import type { BuildContext } from './context.ts'
import type { Stage } from './dockerfile/instruction.ts'
import { expandWord, type LexerOptions, variablesOf } from './dockerfile/lexer.ts'
import type { BuildOptions } from './options.ts'
import type { BuildOutput } from './output.ts'
import type { StepContainers } from './step-container.ts'

/** What all stages of a build share. */
export interface BuildSite {
  readonly engine: Engine
  readonly options: BuildOptions
  readonly output: BuildOutput
  readonly context: BuildContext
  readonly containers: StepContainers
  readonly images: ImageSources
  readonly lexer: LexerOptions
  /** The platform that the client asked for. */
  readonly platform: Platform | undefined
  /** What the stages before have ended in, in order. */
  readonly finished: FinishedStage[]
  /** Sums of files by the image they are in; `''` is the context. */
  readonly hashes: Map<string, Map<string, string>>
}

export interface FinishedStage {
  readonly name: string
  /** Undefined: nothing, not even a base image. */
  readonly image: Image | undefined
}

/** A stage at work. */
export interface StageRun extends StageState {
  readonly site: BuildSite
  readonly probe: CacheProbe
  /** What the steps so far have made. */
  image: Image | undefined
}

const scratch = 'scratch'

/** What moby gives images without a PATH (daemon/pkg/oci/defaults.go). */
const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** FROM: finds the image, and starts from its configuration (moby dispatchers.go, initializeStage). */
export function* beginStage(site: BuildSite, stage: Stage, args: BuildArguments): Progress<StageRun> {
  const { engine, options } = site
  const image = yield* baseImage(site, stage, args)
  const run: StageRun = {
    site,
    probe: createProbe(engine, options),
    config: { ...image?.config, Image: image?.id ?? '', OpenStdin: false, StdinOnce: false },
    arguments: args.forStage(),
    maintainer: '',
    hasOwnCommand: false,
    image,
  }
  if (!variablesOf(run.config.Env ?? []).has('PATH')) setVariable(run.config, 'PATH', defaultPath)
  return run
}

function* baseImage(site: BuildSite, stage: Stage, args: BuildArguments): Progress<Image | undefined> {
  const platform = stage.platform === '' ? site.platform : platformOf(site, stage.platform, args)
  const name = expandWord(stage.base, args.global, site.lexer)
  if (name === '') throw internal(`base name (${stage.base}) should not be blank`)
  const finished = site.finished.findLast(other => other.name !== '' && other.name === name.toLowerCase())
  if (finished) return finished.image
  return name === scratch ? undefined : yield* site.images.get(name, false, platform)
}

const platformOf = ({ engine, lexer }: BuildSite, text: string, args: BuildArguments): Platform => {
  const value = expandWord(text, args.global, lexer)
  try {
    return parsePlatform(value, engine.profile)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`failed to parse platform ${value}`) : error
  }
}
