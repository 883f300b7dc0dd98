import { describe, expect, test } from 'vitest'
import type { ContainerConfig } from '../../../spec/generated/types.ts'
import { applyChanges } from '../../../src/state/build/changes.ts'
import { createEngine } from '../../../src/state/engine.ts'

const engine = createEngine()

const base: ContainerConfig = Object.freeze({
  Env: ['PATH=/bin', 'A=1'],
  Cmd: ['sh'],
  WorkingDir: '/srv',
  Labels: { a: '1' },
  ExposedPorts: { '1/tcp': {} },
})

describe('changes', () => {
  test.each<[string, string[], Partial<ContainerConfig>]>([
    ['a command for the shell', ['CMD echo $A'], { Cmd: ['/bin/sh', '-c', 'echo $A'] }],
    ['a command as it stands', ['CMD ["a", "b"]'], { Cmd: ['a', 'b'] }],
    ['an entrypoint, which takes the command away', ['ENTRYPOINT ["a"]'], { Entrypoint: ['a'], Cmd: null }],
    ['both', ['CMD ["x"]', 'ENTRYPOINT ["a"]'], { Entrypoint: ['a'], Cmd: ['x'] }],
    ['the environment', ['ENV A=2 B=$A$PATH'], { Env: ['PATH=/bin', 'A=2', 'B=1/bin'] }],
    ['the environment of old', ['ENV A two words'], { Env: ['PATH=/bin', 'A=two words'] }],
    ['ports', ['EXPOSE 80 90-91/udp'], { ExposedPorts: { '1/tcp': {}, '80/tcp': {}, '90/udp': {}, '91/udp': {} } }],
    ['labels', ['LABEL a=2 b="x $A"'], { Labels: { a: '2', b: 'x 1' } }],
    ['a user', ['USER $A'], { User: '1' }],
    ['volumes', ['VOLUME /a /b'], { Volumes: { '/a': {}, '/b': {} } }],
    ['a working directory', ['WORKDIR a/../b'], { WorkingDir: '/srv/b' }],
    ['a signal', ['STOPSIGNAL SIGINT'], { StopSignal: 'SIGINT' }],
    ['a trigger', ['ONBUILD RUN x'], { OnBuild: ['RUN x'] }],
    [
      'a health check',
      ['HEALTHCHECK --interval=2s --retries=3 CMD x'],
      { Healthcheck: { Test: ['CMD-SHELL', 'x'], Interval: 2e9, Retries: 3 } },
    ],
  ])('%s', (_, changes, expected) => {
    expect(applyChanges(engine, base, changes)).toEqual({ ...base, ...expected })
  })

  test('nothing changes nothing', () => {
    expect(applyChanges(engine, base, [])).toBe(base)
  })

  test.each([
    ['RUN x', 'RUN is not a valid change command'],
    ['COPY a b', 'COPY is not a valid change command'],
    ['foo', 'foo is not a valid change command'],
    ['USER', 'USER requires exactly one argument'],
    ['EXPOSE foo', 'invalid containerPort: foo'],
    ['EXPOSE 80/x', 'invalid proto: x'],
    ['EXPOSE 1:80-81', 'invalid ranges specified for container and host Ports: 80-81 and 1'],
    ['STOPSIGNAL foo', 'invalid signal: foo'],
    ['ENV A=${B:?}', 'failed to process "${B:?}": B: is not allowed to be unset'],
  ])('%s is refused', (change, message) => {
    expect(() => applyChanges(engine, base, [change])).toThrow(message)
  })
})
