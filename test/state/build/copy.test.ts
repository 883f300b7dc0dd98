import { describe, expect, test } from 'vitest'
import { packTar } from '../../../src/state/archive/tar.ts'
import { createSite, file } from './site.ts'

describe('copying into an image', () => {
  const context = [
    file('/hello.txt', 'hello\n', { uid: 5, gid: 6 }),
    { path: '/src', kind: 'directory', mode: 0o750 } as const,
    file('/src/a.txt', 'a\n', { uid: 1000, gid: 1000, mode: 0o4755 }),
    file('/src/b.txt', 'bb\n'),
    file('/src/deep/c.md', 'ccc\n'),
    { path: '/src/link', kind: 'symlink', target: 'a.txt' } as const,
  ]
  const listing = `cd /out && find . | sort | xargs stat -c '%A %u:%g %n'`

  test.each([
    ['COPY hello.txt /out/there', '-rw-r--r-- 0:0 ./there'],
    ['COPY hello.txt /out/', '-rw-r--r-- 0:0 ./hello.txt'],
    ['COPY --chown=1:2 hello.txt /out/new/', 'drwxr-xr-x 1:2 ./new\n-rw-r--r-- 1:2 ./new/hello.txt'],
    ['COPY --chown=nobody:1 hello.txt /out/', '-rw-r--r-- 65534:1 ./hello.txt'],
    [
      'COPY src /out/src',
      'drwxr-xr-x 0:0 ./src\n-rwxr-xr-x 0:0 ./src/a.txt\n-rw-r--r-- 0:0 ./src/b.txt\ndrwxr-xr-x 0:0 ./src/deep\n-rw-r--r-- 0:0 ./src/deep/c.md\nlrwxrwxrwx 0:0 ./src/link',
    ],
    ['COPY src/*.txt /out/', '-rwxr-xr-x 0:0 ./a.txt\n-rw-r--r-- 0:0 ./b.txt'],
    ['COPY s*/d* /out/', '-rw-r--r-- 0:0 ./c.md'],
    ['COPY src/deep hello.txt /out/', '-rw-r--r-- 0:0 ./c.md\n-rw-r--r-- 0:0 ./hello.txt'],
    ['COPY src/link /out/', '-rwxr-xr-x 0:0 ./link'],
    ['COPY ["hello.txt", "/out/with space"]', '-rw-r--r-- 0:0 ./with space'],
    ['WORKDIR /out\nCOPY hello.txt .', '-rw-r--r-- 0:0 ./hello.txt'],
    ['WORKDIR /out\nCOPY hello.txt sub/', 'drwxr-xr-x 0:0 ./sub\n-rw-r--r-- 0:0 ./sub/hello.txt'],
    ['RUN ln -s /out /l\nCOPY hello.txt /l/x', '-rw-r--r-- 0:0 ./x'],
  ])('%s', async (lines, expected) => {
    const { build, run } = createSite()
    await build(`FROM busybox\nRUN mkdir /out\n${lines}\n`, { tags: ['copied'] }, context)
    const listed = await run('copied', 'sh', '-c', listing.replace('xargs', "tr '\\n' '\\0' | xargs -0"))
    expect(listed.replace(/^.* \.\n/, '').trimEnd()).toBe(expected)
  })

  test('leaves what it does not bring', async () => {
    const { build, run } = createSite()
    await build(
      'FROM busybox\nRUN mkdir -p /out/deep && echo old > /out/deep/old\nCOPY src /out\n',
      { tags: ['m'] },
      context,
    )
    expect(await run('m', 'ls', '/out', '/out/deep')).toBe('/out:\na.txt\nb.txt\ndeep\nlink\n\n/out/deep:\nc.md\nold\n')
  })

  test('ADD unpacks archives, which keep their owners', async () => {
    const { build, run } = createSite()
    const archive = packTar([file('/in.txt', 'in\n', { uid: 5, gid: 6 }), { path: '/d', kind: 'directory' }])
    const files = [file('/a.tar', archive), file('/plain.tar', 'no archive')]
    await build('FROM busybox\nADD a.tar plain.tar /out/\nCOPY a.tar /whole\n', { tags: ['added'] }, files)
    expect(await run('added', 'sh', '-c', "stat -c '%u:%g %n' /out/*; wc -c < /whole")).toBe(
      `0:0 /out/d\n5:6 /out/in.txt\n0:0 /out/plain.tar\n${archive.length}\n`,
    )
  })

  test('never sees what .dockerignore keeps from it', async () => {
    const { build, run } = createSite()
    const files = [file('/a', 'a'), file('/.dockerignore', '# no\nDocker*\n.dockerignore\n')]
    await build('FROM busybox\nCOPY . /out\n', { tags: ['ignored'] }, files)
    expect(await run('ignored', 'ls', '-A', '/out')).toBe('a\n')
  })

  test.each([
    [
      'COPY nope /',
      'COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist',
    ],
    ['COPY ../x /', 'COPY failed: forbidden path outside the build context: ../x ()'],
    ['COPY nope* /', 'COPY failed: no source files were specified'],
    [
      'COPY src/a.txt src/b.txt /x',
      'When using COPY with more than one source file, the destination must be a directory and end with a /',
    ],
    ['COPY http://x/y /', `COPY failed: source can't be a URL for COPY`],
    ['ADD http://x/y /', 'ADD failed: Get "http://x/y": dial tcp: lookup x: no such host'],
    ['COPY --from=1 / /', 'invalid from flag value 1: index out of bounds'],
    ['COPY --from=0 / /', 'invalid from flag value 0: refers to current build stage'],
    ['COPY --from=busybox /nope /', 'COPY failed: stat nope: file does not exist'],
    [
      'COPY --chown=nosuch hello.txt /',
      "unable to convert uid/gid chown string to host mapping: can't find uid for user nosuch: no such user: nosuch",
    ],
    [
      'COPY --chmod=755 hello.txt /',
      'the --chmod option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
    ],
    ['COPY <<EOF /x\na\nEOF', 'COPY failed: no source files were specified'],
  ])('%s is refused', async (lines, message) => {
    const { build } = createSite()
    const { messages } = await build(`FROM busybox\n${lines}\n`, {}, context)
    expect(messages.at(-1)).toEqual({ error: message, errorDetail: { message } })
  })

  test('refuses a folder where a file is', async () => {
    const { build } = createSite()
    const { messages } = await build('FROM busybox\nCOPY hello.txt /etc/passwd/\n', {}, context)
    expect(messages.at(-1)?.error).toMatch(
      /^failed to copy files: failed to create new directory: mkdir \/var\/lib\/docker\/tmp\/rootfs-mount\d+\/etc\/passwd: not a directory$/,
    )
  })
})
