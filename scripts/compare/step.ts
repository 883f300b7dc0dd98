/** What a scenario does, one after the other; data, so that both daemons get exactly the same. */
export interface Step {
  /** What the report calls this step when the request line does not tell enough. */
  readonly label?: string
  readonly method?: string
  /** The path below `/v1.51`, or with a leading `!` as it stands. */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Streams that do not end by themselves are cut off after so long. */
  readonly cutAfterMs?: number
  /** Sends the bytes over a bare connection and compares what comes back, byte by byte. */
  readonly raw?: string
  /** Bytes that follow on the bare connection, each after a pause. */
  readonly input?: readonly string[]
  /** Runs beside the next steps, until a step awaits this name. */
  readonly background?: string
  readonly awaits?: string
  /** Asks again until the answer's text matches. */
  readonly until?: RegExp
  readonly pauseMs?: number
  /** Keeps the answer's `Id`, so that later steps can speak of it in braces. */
  readonly keep?: string
  /** The answer is a list whose order is anybody's. */
  readonly sorted?: boolean
  /** The step only prepares; its answer is not compared. */
  readonly quiet?: boolean
}

export interface Scenario {
  readonly name: string
  readonly steps: readonly Step[]
}

export const get = (path: string, more: Step = {}): Step => ({ method: 'GET', path, ...more })

export const head = (path: string, more: Step = {}): Step => ({ method: 'HEAD', path, ...more })

export const remove = (path: string, more: Step = {}): Step => ({ method: 'DELETE', path, ...more })

export const post = (path: string, body?: unknown, more: Step = {}): Step => ({
  method: 'POST',
  path,
  ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  ...more,
})

export const put = (path: string, body: string | Uint8Array, more: Step = {}): Step => ({
  method: 'PUT',
  path,
  body,
  headers: { 'Content-Type': 'application/x-tar' },
  ...more,
})

export const pause = (pauseMs: number): Step => ({ pauseMs })

export const create = (name: string, body: object = {}, more: Step = {}): Step =>
  post(`/containers/create?name=${name}`, { Image: 'busybox', ...body }, more)

export const start = (name: string, more: Step = {}): Step => post(`/containers/${name}/start`, undefined, more)

export const inspect = (name: string, more: Step = {}): Step => get(`/containers/${name}/json`, more)

/** Waits for the end of a container; the answer is compared. */
export const ended = (name: string): Step => post(`/containers/${name}/wait`)

export const shell = (script: string): object => ({ Cmd: ['sh', '-c', script] })

/** A container that ends at once when it is asked to. */
export const obedient = shell("trap 'exit 0' TERM; sleep 1000 & wait")

/** A request on a bare connection that asks for the connection itself. */
export const hijack = (path: string, body: string | undefined, more: Step = {}, upgrade = true): Step => ({
  label: `hijack POST ${path}${upgrade ? '' : ' without upgrade'}`,
  raw: [
    `POST /v1.51${path} HTTP/1.1`,
    'Host: docker',
    ...(upgrade ? ['Connection: Upgrade', 'Upgrade: tcp'] : []),
    ...(body === undefined
      ? ['Content-Length: 0']
      : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
    '',
    body ?? '',
  ].join('\r\n'),
  cutAfterMs: 1500,
  ...more,
})
