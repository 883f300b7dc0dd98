import { describe, expect, test } from 'vitest'
import { createSite } from './site.ts'

describe('stages', () => {
  test('hand files on, by name, by number and from other images', async () => {
    const { build, run } = createSite()
    const { text } = await build(
      [
        'FROM busybox AS Build',
        'RUN mkdir /o && echo app > /o/app && chown 7:8 /o/app',
        'FROM scratch AS empty',
        'COPY --from=build /o /',
        'FROM busybox',
        'COPY --from=0 /o/app /out/one',
        'COPY --from=empty / /out/two',
        'COPY --from=busybox:latest /etc/passwd /out/',
        'COPY --from=build --chown=1:2 /o/app /out/three',
      ].join('\n'),
      { tags: ['stages'] },
    )
    expect(text).toContain('Step 3/9 : FROM scratch AS empty\n ---> \n')
    expect(await run('stages', 'sh', '-c', "cd /out; stat -c '%u:%g %n' one two two/app passwd three")).toBe(
      '7:8 one\n0:0 two\n7:8 two/app\n0:0 passwd\n1:2 three\n',
    )
  })

  test('start from each other', async () => {
    const { build, run } = createSite()
    await build('FROM busybox AS a\nENV A=1\nRUN echo x > /x\nFROM a\nRUN echo $A >> /x\n', { tags: ['chained'] })
    expect(await run('chained', 'cat', '/x')).toBe('x\n1\n')
  })

  test('end at the target', async () => {
    const { build } = createSite()
    const { text } = await build('FROM busybox AS one\nRUN echo one\nFROM busybox AS two\nRUN echo two\n', {
      target: 'ONE',
    })
    expect(text).toMatch(/^Step 1\/2 : FROM busybox AS one\n/)
    expect(text).not.toContain('two')
  })

  test("get the client's labels at the end, as they are", async () => {
    const { build, engine } = createSite()
    const { text } = await build('FROM busybox\nLABEL a=1\n', { labels: { z: '$x', a: '3' }, tags: ['labels'] })
    expect(text).toContain('Step 3/4 : LABEL a=3\n')
    expect(engine.images.resolve('labels').config.Labels).toEqual({ a: '3', z: '$x' })
  })
})
