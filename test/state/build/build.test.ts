import { describe, expect, test } from 'vitest'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import { createSite, file } from './site.ts'

/** Streams and refusals as seen with dockerd 28.5.2 and its containerd store; 29's own words by moby's source. */
describe('a build', () => {
  test('tells every step, and makes an image of each', async () => {
    const { build, engine, story } = createSite()
    const { text } = await build('FROM busybox\nENV A=1\nRUN echo out; echo err >&2\n', { tags: ['made:1', 'made:2'] })
    expect(text).toBe(
      [
        'Step 1/3 : FROM busybox\n ---> <id>\n',
        'Step 2/3 : ENV A=1\n ---> Running in <id>\n ---> Removed intermediate container <id>\n ---> <id>\n',
        'Step 3/3 : RUN echo out; echo err >&2\n ---> Running in <id>\nout\n\u001b[91merr\n\u001b[0m',
        ' ---> Removed intermediate container <id>\n ---> <id>\n',
        `{"ID":"${engine.images.resolve('made:1').id}"}`,
        'Successfully built <id>\nSuccessfully tagged made:1\nSuccessfully tagged made:2\n',
      ].join(''),
    )
    expect(story()).toEqual([
      'container create',
      'image create',
      'container destroy',
      'container create',
      'container attach',
      'network connect',
      'container start',
      'network disconnect',
      'container die',
      'image create',
      'container destroy',
      'image tag',
      'image tag',
    ])
    expect([...engine.containers.newestFirst()]).toEqual([])
  })

  test('keeps what instructions say in the configuration and in the history', async () => {
    const { build, engine } = createSite()
    const lines = [
      'FROM busybox',
      'MAINTAINER me',
      'ARG V=1',
      'ENV X=$V OLD="a b"',
      'LABEL a=b',
      'EXPOSE 80 90/udp',
      'VOLUME /data',
      'WORKDIR /work',
      'WORKDIR rel/$X',
      'USER 1000',
      'STOPSIGNAL SIGINT',
      'SHELL ["/bin/sh", "-ec"]',
      'HEALTHCHECK --interval=5s CMD true',
      'ONBUILD RUN later',
      'ENTRYPOINT ["echo"]',
      'CMD run $X',
    ]
    await build(lines.join('\n'), { tags: ['all'] })
    const image = engine.images.resolve('all')
    expect(image.author).toBe('me')
    expect(image.config).toEqual({
      Cmd: ['/bin/sh', '-ec', 'run $X'],
      Entrypoint: ['echo'],
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'X=1', 'OLD=a b'],
      ExposedPorts: { '80/tcp': {}, '90/udp': {} },
      Healthcheck: { Interval: 5e9, Test: ['CMD-SHELL', 'true'] },
      Labels: { a: 'b' },
      OnBuild: ['RUN later'],
      Shell: ['/bin/sh', '-ec'],
      StopSignal: 'SIGINT',
      User: '1000',
      Volumes: { '/data': {} },
      WorkingDir: '/work/rel/1',
    })
    expect(image.history.slice(-15).map(({ createdBy }) => createdBy)).toEqual([
      '/bin/sh -c #(nop)  MAINTAINER me',
      '/bin/sh -c #(nop)  ARG V=1',
      '/bin/sh -c #(nop)  ENV X=1 OLD=a b',
      '/bin/sh -c #(nop)  LABEL a=b',
      '/bin/sh -c #(nop)  EXPOSE 80 90/udp',
      '/bin/sh -c #(nop)  VOLUME [/data]',
      '/bin/sh -c #(nop) WORKDIR /work',
      '/bin/sh -c #(nop) WORKDIR /work/rel/1',
      '/bin/sh -c #(nop)  USER 1000',
      '/bin/sh -c #(nop)  STOPSIGNAL SIGINT',
      '/bin/sh -ec #(nop)  SHELL [/bin/sh -ec]',
      '/bin/sh -ec #(nop)  HEALTHCHECK &{Test:[CMD-SHELL true] Interval:5s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}',
      '/bin/sh -ec #(nop)  ONBUILD RUN later',
      '/bin/sh -ec #(nop)  ENTRYPOINT ["echo"]',
      '/bin/sh -ec #(nop)  CMD ["/bin/sh" "-ec" "run $X"]',
    ])
  })

  test('runs commands with the environment, the user and the folder of the stage', async () => {
    const { build, run } = createSite()
    const dockerfile =
      'FROM busybox\nENV A=b\nARG C=d\nWORKDIR /w\nUSER nobody\nRUN echo $A $C; pwd; id -un\nRUN ["echo", "$A"]\n'
    const { text } = await build(dockerfile, { tags: ['ran'] })
    expect(text).toContain('b d\n/w\nnobody\n')
    expect(text).toContain('\n$A\n')
    expect(await run('ran', 'env')).not.toContain('C=d')
  })

  test('keeps what commands did to files', async () => {
    const { build, run } = createSite()
    await build(
      'FROM busybox\nRUN mkdir /a && echo x > /a/b && rm /etc/hostname 2>/dev/null; echo y >> /etc/passwd\n',
      {
        tags: ['files'],
      },
    )
    expect(await run('files', 'sh', '-c', 'cat /a/b; tail -n 1 /etc/passwd')).toBe('x\ny\n')
  })

  test('has no use for what commands write into volumes', async () => {
    const { build, run, engine } = createSite()
    await build('FROM busybox\nVOLUME /v\nRUN echo lost > /v/f; echo kept > /k\n', { tags: ['vol'] })
    expect(await run('vol', 'sh', '-c', 'ls /v; cat /k')).toBe('kept\n')
    expect([...engine.volumes.all()].length).toBe(1)
  })

  test('stops at a command that fails, whose container stays', async () => {
    const { build, engine } = createSite()
    const { messages } = await build('FROM busybox\nRUN echo before; exit 3\nRUN echo never\n')
    const message = "The command '/bin/sh -c echo before; exit 3' returned a non-zero code: 3"
    expect(messages.at(-1)).toEqual({ error: message, errorDetail: { code: 3, message } })
    expect([...engine.containers.newestFirst()].map(({ exitCode }) => exitCode)).toEqual([3])
  })

  test.each([
    ['by force, after a failure', 'FROM busybox\nRUN false\n', { forceRemove: true }, 0],
    ['not at all', 'FROM busybox\nENV A=1\nENV B=2\n', { remove: false }, 2],
  ])('takes its containers away %s', async (_, dockerfile, options, left) => {
    const { build, engine } = createSite()
    await build(dockerfile, options)
    expect(engine.containers.size).toBe(left)
  })

  test('with q tells the id alone, or all of it when it fails', async () => {
    const { build, open, engine } = createSite()
    const { messages } = await build('FROM busybox\nENV A=1\n', { quiet: true, tags: ['quiet'] })
    expect(messages).toEqual([{ stream: `${engine.images.resolve('quiet').id}\n` }])
    const { text } = await build('FROM busybox\nRUN exit 4\n', { quiet: true })
    expect(text).toMatch(/^Step 1\/2 : FROM busybox\n.*returned a non-zero code: 4$/s)
    await expect(open('FOO\n', { quiet: true })).rejects.toThrow('unknown instruction: FOO')
  })

  test('with q is not held back by what a command prints', async () => {
    const { build } = createSite()
    const { messages } = await build('FROM busybox\nRUN seq 1 50000\n', { quiet: true })
    expect(messages).toHaveLength(1)
  })

  test('waits for a client that reads slowly, and ends with one that leaves', async () => {
    const { open, engine, clock } = createSite()
    const source = await open('FROM busybox\nRUN yes\n')
    expect([...engine.containers.newestFirst()].map(({ state }) => state)).toEqual(['running'])
    source.close()
    clock.runUntilIdle()
    expect(engine.containers.size).toBe(0)
  })

  test('pulls the base image that is not here', async () => {
    const { build } = createSite()
    const { text } = await build('FROM alpine\n')
    expect(text).toContain('Step 1/1 : FROM alpine\nPulling from library/alpine')
    expect(text).toContain('Status: Downloaded newer image for alpine:latest ---> <id>\n')
  })

  test('pulls again when it is told to', async () => {
    const { build } = createSite()
    const { text } = await build('FROM busybox\n', { pull: true })
    expect(text).toContain('Status: Image is up to date for busybox:latest')
  })

  test('runs the triggers of its base image', async () => {
    const { build, engine } = createSite()
    await build('FROM busybox\nONBUILD RUN echo triggered > /t\nONBUILD COPY a /\n', { tags: ['base'] })
    const { text } = await build('FROM base\nRUN cat /t /a\n', { tags: ['child'] }, [file('/a', 'copied\n')])
    expect(text).toContain('Step 1/2 : FROM base\n# Executing 2 build triggers\n ---> Running in <id>\n')
    expect(text).toContain('triggered\ncopied\n')
    expect(engine.images.resolve('child').config.OnBuild).toBeUndefined()
  })
})

describe('what cannot be built', () => {
  test.each([
    [
      'FROM busybox\nFOO\n',
      {},
      'invalid: dockerfile parse error on line 2: unknown instruction: FOO (did you mean FROM?)',
    ],
    ['', {}, 'invalid: the Dockerfile (Dockerfile) cannot be empty'],
    ['# x\n', {}, 'invalid: failed to parse Dockerfile: file with no instructions'],
    ['RUN x\n', {}, 'invalid: no build stage in current context'],
    ['FROM x\n', { target: 'y' }, 'invalid: target stage "y" could not be found'],
    ['FROM x\n', { dockerfile: 'nope' }, 'internal: Cannot locate specified Dockerfile: nope'],
    ['FROM x\n', { dockerfile: '../x' }, 'internal: forbidden path outside the build context: ../x ()'],
    ['FROM x\n', { platform: 'a/b/c/d' }, 'invalid: "a/b/c/d": cannot parse platform specifier: invalid argument'],
  ])('%j is refused before anything is said', async (dockerfile, options, refusal) => {
    const { open } = createSite()
    const failure = await open(dockerfile, options).catch(error => error)
    expect(`${failure.kind}: ${failure.message}`).toBe(refusal)
  })

  test.each<[string, FileEntry[], string]>([
    [
      'a hard link to nothing',
      [{ path: '/l', kind: 'hardlink', target: '/gone' }],
      'internal: linkat gone l: no such file or directory',
    ],
    ['a file below a file', [file('/f', 'x'), file('/f/x', 'x')], 'internal: openat f/x: not a directory'],
  ])('a context that has %s is refused in the words of Linux', async (_, entries, refusal) => {
    const failure = await createSite()
      .open('FROM busybox\n', {}, entries)
      .catch(error => error)
    expect(`${failure.kind}: ${failure.message}`).toBe(refusal)
  })

  test.each([
    ['FROM busybox AS a\nFROM busybox AS a\n', 'a stage name already used'],
    ['ARG X\nFROM $X\n', 'base name ($X) should not be blank'],
    ['FROM scratch\n', 'No image was generated. Is your Dockerfile empty?'],
    [
      'FROM --platform=a/b/c/d busybox\n',
      'failed to parse platform a/b/c/d: "a/b/c/d": cannot parse platform specifier: invalid argument',
    ],
    [
      'FROM no-such-image\n',
      `pull access denied for no-such-image, repository does not exist or may require 'docker login'`,
    ],
    [
      'FROM busybox\nRUN --mount=type=cache,target=/x y\n',
      'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
    ],
    [
      'FROM busybox\nLABEL a="x\n',
      'failed to process "\\"x": unexpected end of statement while looking for matching double-quote',
    ],
    [
      'FROM scratch\nRUN x\n',
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/bin/sh": stat /bin/sh: no such file or directory',
    ],
  ])('%j ends with what went wrong', async (dockerfile, message) => {
    const { build } = createSite()
    const { messages } = await build(dockerfile)
    expect(messages.at(-1)).toEqual({ error: message, errorDetail: { message } })
  })

  test('empty lines among continued ones are warned of in red', async () => {
    const { build } = createSite()
    const { text } = await build('FROM busybox\nRUN echo a \\\n\n  b\n')
    const red = (line: string): string => `\u001b[91m[WARNING]: ${line}\n\u001b[0m`
    expect(text.split('Step 1/2')[0]).toBe(
      red('Empty continuation line found in: RUN echo a   b') +
        red('Empty continuation lines will become errors in a future release.'),
    )
  })
})
