import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../src/state/clock.ts'
import { progressStream, refusableProgress } from '../../src/state/progress.ts'
import { interleave, type Pause, settled, type Task } from '../../src/state/task.ts'

interface Saying extends Pause {
  readonly message?: { readonly status: string }
}

const say = (status: string): Saying => ({ message: { status } })

/** Says its name before and after each wait. */
function* counting(name: string, ...waits: readonly number[]): Task<void, Saying> {
  yield say(`${name} begins`)
  for (const afterMilliseconds of waits) {
    yield { afterMilliseconds }
    yield say(`${name} ${afterMilliseconds}`)
  }
}

const play = (tasks: readonly Task<void, Saying>[], limit: number): string[] => {
  const clock = createManualClock()
  const source = progressStream(clock, interleave(clock, tasks, limit))
  clock.runUntilIdle(10_000)
  const chunks = Array.from({ length: 20 }, () => new TextDecoder().decode(source.read()))
  return chunks
    .join('')
    .split('\r\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
    .map(({ status, error }) => status ?? `failed: ${error}`)
}

const readAll = async (source: ReturnType<typeof progressStream>): Promise<string> => {
  let text = ''
  for (;;) {
    const bytes = source.read()
    if (!bytes) await new Promise<void>(resolve => source.readable.subscribe(resolve))
    else if (bytes.length === 0) return text
    else text += new TextDecoder().decode(bytes)
  }
}

describe('tasks that are interleaved', () => {
  test('speak when their time has come, no more of them at a time than may', () => {
    expect(play([counting('a', 30), counting('b', 10, 10), counting('c', 5)], 2)).toEqual([
      'a begins',
      'b begins',
      'b 10',
      'b 10',
      'c begins',
      'c 5',
      'a 30',
    ])
  })

  test('end with the first failure', () => {
    function* failing(): Task<void, Saying> {
      yield { afterMilliseconds: 15 }
      throw new Error('broken')
    }
    const ended: string[] = []
    function* watched(): Task<void, Saying> {
      try {
        yield* counting('a', 10, 10, 10)
      } finally {
        ended.push('a')
      }
    }
    expect(play([watched(), failing()], 2)).toEqual(['a begins', 'a 10', 'failed: broken'])
    expect(ended).toEqual(['a'])
  })

  test('go on when what they wait for has settled', async () => {
    const clock = createManualClock()
    const later: (() => void)[] = []
    function* waiting(name: string): Task<void, Saying> {
      yield say(`${name} ${yield* settled(new Promise<string>(resolve => later.push(() => resolve('came'))))}`)
    }
    const source = progressStream(clock, interleave(clock, [waiting('a'), waiting('b')], 2))
    await Promise.resolve()
    later[1]?.()
    await new Promise(resolve => setTimeout(resolve))
    later[0]?.()
    expect(await readAll(source)).toBe('{"status":"b came"}\r\n{"status":"a came"}\r\n')
  })
})

describe('progress that can be refused', () => {
  function* asking(answer: Promise<string>): Task<void, Saying> {
    yield say(yield* settled(answer))
    throw new Error('too late')
  }

  test('throws what went wrong before the first message', async () => {
    await expect(refusableProgress(createManualClock(), asking(Promise.reject(new Error('no'))))).rejects.toThrow('no')
  })

  test('says in the stream what went wrong later', async () => {
    const source = await refusableProgress(createManualClock(), asking(Promise.resolve('yes')))
    expect(await readAll(source)).toContain('"error":"too late"')
  })

  test('of a reader that leaves is ended', async () => {
    let isOver = false
    function* endless(): Task<void, Saying> {
      try {
        yield say('begun')
        yield* settled(new Promise<void>(() => undefined))
      } finally {
        isOver = true
      }
    }
    const source = await refusableProgress(createManualClock(), endless())
    await new Promise(resolve => setTimeout(resolve))
    source.close()
    expect(isOver).toBe(true)
  })
})
