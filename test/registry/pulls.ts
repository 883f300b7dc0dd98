import { connectRegistry } from '../../src/registry/connect.ts'
import { createScaledClock } from '../../src/state/clock.ts'
import { createEngine, type Engine } from '../../src/state/engine.ts'
import { DockerError } from '../../src/state/error.ts'
import { pullImage } from '../../src/state/image/pull.ts'
import { type Progress, type ProgressMessage, refusableProgress } from '../../src/state/progress.ts'
import { type Credentials, nobody } from '../../src/state/registry/credentials.ts'
import { type Answer, type Server, startServer } from './server.ts'

export const patience = { answerMilliseconds: 300, pieceMilliseconds: 300 }

/** Waits between attempts pass quickly. */
export const engineFor = (domain: string, profile: string): Engine =>
  createEngine({ profile, clock: createScaledClock(2000), registry: connectRegistry(`http://${domain}`, patience) })

interface Result {
  /** Refused before the first byte. */
  readonly refusal?: string
  readonly messages: readonly ProgressMessage[]
}

export const pull = (engine: Engine, fromImage: string, credentials: Credentials = nobody): Promise<Result> =>
  play(engine, pullImage(engine, { fromImage, tag: '1', credentials }))

/** All that a pull or a push says, in real time. */
export const play = async (engine: Engine, steps: Progress): Promise<Result> => {
  try {
    const source = await refusableProgress(engine.clock, steps)
    let text = ''
    for (;;) {
      const bytes = source.read()
      if (bytes?.length === 0) break
      if (bytes) text += new TextDecoder().decode(bytes)
      else await new Promise<void>(resolve => source.readable.subscribe(resolve))
    }
    const lines = text.split('\r\n').filter(Boolean)
    return { messages: lines.map(line => JSON.parse(line)) }
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    return { refusal: `${error.kind}: ${error.message}`, messages: [] }
  }
}

export const withServer = async <T>(answer: Answer | undefined, work: (server: Server) => Promise<T>): Promise<T> => {
  const server = await startServer(answer)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

/** How the pull of `domain/x:1` ended, with what differs from run to run taken out. */
export const outcome = (profile: string, answer?: Answer, credentials?: Credentials): Promise<string> =>
  withServer(answer, async ({ domain }) => {
    const { messages, refusal } = await pull(engineFor(domain, profile), `${domain}/x`, credentials)
    const last = messages.at(-1)
    const said = refusal ?? (last?.errorDetail ? `stream: ${last.errorDetail.message}` : (last?.status ?? ''))
    return said.replaceAll(domain, 'HOST').replaceAll(/\?\d+/g, '?N')
  })
