import { describe, expect, test } from 'vitest'
import { anyOf, Notifier, transition } from '../../src/state/wait.ts'

describe('waiting', () => {
  test('a wake-up reaches everybody once, in order of arrival', () => {
    const notifier = new Notifier()
    const order: number[] = []
    notifier.subscribe(() => order.push(1))
    notifier.subscribe(() => order.push(2))
    notifier.notify()
    notifier.notify()
    expect(order).toEqual([1, 2])
  })

  test('whoever listens during a wake-up waits for the next', () => {
    const notifier = new Notifier()
    let woken = 0
    const listen = (): void => {
      woken++
      notifier.subscribe(listen)
    }
    notifier.subscribe(listen)
    notifier.notify()
    expect(woken).toBe(1)
  })

  test('the first of several wakes and the others are forgotten', () => {
    const [a, b] = [new Notifier(), new Notifier()]
    let woken = 0
    anyOf(a, b).subscribe(() => woken++)
    b.notify()
    a.notify()
    expect(woken).toBe(1)
    expect(a.watched).toBe(false)
  })

  test('a transition resolves once its condition holds', async () => {
    const notifier = new Notifier()
    let value: number | undefined
    const promise = transition(notifier, () => value)
    notifier.notify()
    value = 5
    notifier.notify()
    expect(await promise).toBe(5)
  })

  test('a transition that nobody waits for any more stops listening', async () => {
    const notifier = new Notifier()
    const controller = new AbortController()
    const promise = transition(notifier, () => undefined, controller.signal)
    controller.abort(new Error('gone'))
    await expect(promise).rejects.toThrow('gone')
    expect(notifier.watched).toBe(false)
  })
})
