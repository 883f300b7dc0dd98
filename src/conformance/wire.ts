/** What goes to a daemon and comes back, as bytes: the suite believes no client library. */

/** A request as it goes to a daemon. */
export interface WireRequest {
  readonly method: string
  /** Path and query as they go on the wire, version prefix included. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface WireHead {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

/** A reply, whole. */
export interface WireReply extends WireHead {
  readonly body: Uint8Array
}

/** A reply whose body may never end. */
export interface WireStream extends WireHead {
  /** What has come so far. */
  received(): Uint8Array
  /** Resolves when the body has ended, or broken off. */
  readonly ended: Promise<void>
  /** Hears no more of it. */
  close(): void
}

/** A connection that has left HTTP. */
export interface WireConversation extends WireStream {
  /** Sends; a text as UTF-8. */
  write(bytes: Uint8Array | string): void
  /** Ends our half. */
  end(): void
}

/** A daemon that can be asked. */
export interface Target {
  /** As the user named it. */
  readonly name: string
  /**
   * Resolves when so many seconds have passed there: on every real daemon our own, on a fake those of its clock. Nobody
   * waits any more once `enough` is aborted: then it may never resolve.
   */
  pass(seconds: number, enough?: AbortSignal): Promise<void>
  /** It was started for this run: nothing else lives on it. */
  readonly isOwn?: boolean
  /** The whole reply; rejects with `TargetLost` when none comes within half a minute. */
  send(request: WireRequest): Promise<WireReply>
  /** Resolves as soon as the head is there. */
  open(request: WireRequest): Promise<WireStream>
  /** Asks to upgrade to `tcp`. Resolves with the head, whatever the status. */
  upgrade(request: WireRequest): Promise<WireConversation>
  /** Ends what belongs to the target itself, such as a daemon that was started for it. */
  close(): Promise<void>
}

/** The daemon cannot be reached, or does not answer: nobody's verdict, the run is over. */
export class TargetLost extends Error {}

export const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
