import { describe, expect, test } from 'vitest'
import { createSite, file } from './site.ts'

describe('the cache of builds', () => {
  const dockerfile = 'FROM busybox\nRUN echo a > /a\nCOPY f /\nENV X=1\n'
  const hits = (text: string): number => text.split(' ---> Using cache\n').length - 1

  test.each([
    ['has every step of the same build', dockerfile, 'f', {}, 3],
    ['has none where an instruction differs, and none behind it', dockerfile.replace('echo a', 'echo b'), 'f', {}, 0],
    ['knows other files', dockerfile, 'other', {}, 1],
    ['knows another value', dockerfile.replace('X=1', 'X=2'), 'f', {}, 2],
    ['is not asked when nobody wants it', dockerfile, 'f', { noCache: true }, 0],
    ['counts only what the named images were made of', dockerfile, 'f', { cacheFrom: ['nothing'] }, 0],
    ['is asked for what the named images were made of', dockerfile, 'f', { cacheFrom: ['first'] }, 3],
  ])('%s', async (_, again, content, options, expected) => {
    const { build } = createSite()
    await build(dockerfile, { tags: ['first'] }, [file('/f', 'f')])
    const { text } = await build(again, options, [file('/f', content)])
    expect(hits(text)).toBe(expected)
  })

  test('looks again in each stage', async () => {
    const { build } = createSite()
    const twice = (first: string): string => `FROM busybox\nENV A=${first}\nFROM busybox\nENV B=1\n`
    await build(twice('1'))
    expect(hits((await build(twice('2'))).text)).toBe(1)
  })

  test('forgets what was removed', async () => {
    const { build, engine } = createSite()
    await build('FROM busybox\nENV A=1\n', { tags: ['gone'] })
    engine.images.remove(engine.images.resolve('gone'))
    expect(hits((await build('FROM busybox\nENV A=1\n')).text)).toBe(0)
  })

  test('arguments that a command sees are part of it', async () => {
    const { build } = createSite()
    const echo = 'FROM busybox\nARG V\nRUN echo $V\n'
    await build(echo, { arguments: new Map([['V', '1']]) })
    expect(hits((await build(echo, { arguments: new Map([['V', '1']]) })).text)).toBe(2)
    expect(hits((await build(echo, { arguments: new Map([['V', '2']]) })).text)).toBe(1)
  })
})
