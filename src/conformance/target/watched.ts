import type { Audience, Exchange } from '../exchange.ts'
import { routeOf } from '../route.ts'
import type { Target, WireConversation, WireHead, WireReply, WireRequest, WireStream } from '../wire.ts'

const nothing = new Uint8Array()

/** The same daemon; everything that is asked and answered is shown to somebody, when it has ended. */
export const watchedTarget = (target: Target, audience: Audience): Target => {
  let order = 0
  const begin = (request: WireRequest) => {
    const begun = ++order
    const start = performance.now()
    let headMilliseconds = 0
    const found = routeOf(request.method, request.target)
    const route = found ? { route: found } : {}
    audience.begins({ begun, ...route })
    return {
      head() {
        headMilliseconds = performance.now() - start
      },
      end(reply: WireReply, rest: Pick<Exchange, 'isWhole' | 'conversation'>) {
        const milliseconds = performance.now() - start
        const ended = ++order
        audience.see({ request, reply, begun, ended, headMilliseconds, milliseconds, ...route, ...rest })
      },
    }
  }
  /** A stream is seen once: when it ends, or when whoever reads it has had enough. */
  const follow = <Stream extends WireStream>(stream: Stream, tell: (isWhole: boolean) => void): Stream => {
    let isTold = false
    const once = (isWhole: boolean): void => {
      if (!isTold) tell(isWhole)
      isTold = true
    }
    stream.ended.then(() => once(true))
    return {
      ...stream,
      close() {
        once(false)
        stream.close()
      },
    }
  }
  const headOf = ({ status, headers }: WireHead): WireHead => ({ status, headers })
  return {
    ...target,
    async send(request) {
      const exchange = begin(request)
      // When its head came is not known of a whole reply: 0, so that nobody takes its end for it.
      const reply = await target.send(request)
      exchange.end(reply, { isWhole: true })
      return reply
    },
    async open(request) {
      const exchange = begin(request)
      const stream = await target.open(request)
      exchange.head()
      return follow(stream, isWhole => exchange.end({ ...headOf(stream), body: stream.received() }, { isWhole }))
    },
    async upgrade(request): Promise<WireConversation> {
      const exchange = begin(request)
      const stream = await target.upgrade(request)
      exchange.head()
      const sent: Uint8Array[] = []
      const tell = (isWhole: boolean): void => {
        const received = stream.received()
        if (stream.status !== 101) exchange.end({ ...headOf(stream), body: received }, { isWhole })
        else
          exchange.end(
            { ...headOf(stream), body: nothing },
            { isWhole, conversation: { sent: joined(sent), received } },
          )
      }
      const followed = follow(stream, tell)
      return {
        ...followed,
        write(bytes) {
          sent.push(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)
          stream.write(bytes)
        },
      }
    },
  }
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
