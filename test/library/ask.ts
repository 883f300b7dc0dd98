import type { Mockerd } from '../../src/index.ts'

/** Asks a daemon without a socket: `ask('POST /containers/create?name=web', { … })` answers the parsed body. */
export const asking =
  (docker: Pick<Mockerd, 'fetch'>) =>
  async (line: string, body?: unknown): Promise<{ status: number; json: unknown; text: string }> => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await docker.fetch(new Request(`http://docker${path}`, { method, ...init }))
    const text = await response.text()
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      json = undefined
    }
    return { status: response.status, json, text }
  }

/** A started container; the pull has to be over, however time moves. */
export const runContainer = async (docker: Mockerd, name: string, config: Record<string, unknown> = {}) => {
  const ask = asking(docker)
  const pulled = ask('POST /images/create?fromImage=busybox&tag=latest')
  await letTimePass(docker, pulled)
  const { status, text } = await ask(`POST /containers/create?name=${name}`, {
    Image: 'busybox',
    Cmd: ['sleep', '1000000'],
    ...config,
  })
  if (status !== 201) throw new Error(text)
  await ask(`POST /containers/${name}/start`)
  return ask
}

/** Moves a manual clock until something has happened that takes time. */
export const letTimePass = async <T>(docker: Mockerd, happening: Promise<T>): Promise<T> => {
  let isOver = false
  const end = (): void => {
    isOver = true
  }
  happening.then(end, end)
  while (!isOver) {
    if ('advance' in docker.engine.clock) docker.clock.advance(10)
    await new Promise(resolve => setTimeout(resolve, 0))
  }
  return happening
}

interface Inspected {
  readonly Id: string
  readonly RestartCount: number
  readonly State: {
    readonly Status: string
    readonly ExitCode: number
    readonly OOMKilled: boolean
    readonly StartedAt: string
    readonly Health?: { readonly Status: string }
  }
}

export const inspect = async (docker: Pick<Mockerd, 'fetch'>, name: string): Promise<Inspected> =>
  (await asking(docker)(`GET /containers/${name}/json`)).json as Inspected
