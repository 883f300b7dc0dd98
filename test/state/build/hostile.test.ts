import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DockerError } from '../../../src/state/error.ts'
import { createSite, file } from './site.ts'

const word = fc.oneof(
  fc.constantFrom('a', '/a', '.', '..', '../..', '/', '*', '[', '\\', '"', "'", '$a', '${a', '${a:-b}', '${a//*a*/b}'),
  fc.constantFrom('=', 'a=b', '__proto__=x', 'constructor', '<<E', '["a"]', '[]', '[1', '--from=0', '--chown=a:b:c'),
  fc.constantFrom('80', '1-65535', '99999999', 'http://[', '--interval=1s', 'CMD', 'NONE', 'AS', 'busybox', 'scratch'),
  fc.string({ maxLength: 5 }),
)

const keyword = fc.constantFrom(
  ...'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL'.split(' '),
  ...'USER VOLUME WORKDIR run # \\ E <<E'.split(' '),
)

const line = fc.tuple(keyword, fc.array(word, { maxLength: 4 })).map(([first, words]) => [first, ...words].join(' '))

const files = [
  file('/a', 'a'),
  file('/d/b', 'b'),
  { path: '/l', kind: 'symlink', target: '../../..' } as const,
  { path: '/loop', kind: 'symlink', target: 'loop' } as const,
]

test('whatever a Dockerfile says, the build ends, and nothing of ours breaks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), async lines => {
      const { build, defects } = createSite()
      const outcome = await build(['FROM busybox', ...lines].join('\n'), {}, files).catch(error => error)
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DockerError)
      expect(defects).toEqual([])
    }),
    { numRuns: Number(process.env.HOSTILE_DOCKERFILES ?? 100) },
  )
}, 60_000)
