import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../../../src/conformance/client.ts'
import { curlOf } from '../../../src/conformance/index.ts'

const entry = (parts: Partial<TraceEntry>): TraceEntry => ({
  operation: 'SystemPing',
  method: 'GET',
  target: '/_ping',
  status: 200,
  milliseconds: 1,
  ...parts,
})

const id = '0123456789ab'.repeat(5)

const trace: readonly TraceEntry[] = [
  entry({
    method: 'POST',
    target: '/v1.51/containers/create?name=it%27s',
    body: '{"Image":"busybox","Cmd":["echo","$HOME `x` \\"y\\""]}',
    status: 201,
    reply: `{"Id":"${id}","Warnings":[]}`,
  }),
  entry({ method: 'POST', target: `/v1.51/containers/${id}/start`, status: 204 }),
  entry({ method: 'HEAD', target: '/_ping' }),
]

describe('a trace as commands', () => {
  test.each([
    ['unix:///run/docker.sock', 'curl -sS --unix-socket /run/docker.sock http://docker/_ping'],
    ['tcp://127.0.0.1:2375', 'curl -sS http://127.0.0.1:2375/_ping'],
    ['fake:', 'curl -sS --unix-socket "$SOCKET" http://docker/_ping'],
  ])('is for %s', (target, command) => {
    expect(curlOf([entry({})], target)).toEqual([command])
  })

  test('hands the ids that the daemon gives from answer to request', () => {
    const [create, start, head] = curlOf(trace, 'fake:')
    expect(create).toMatch(/^id1=\$\(curl .*\| sed -n /)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
    expect(start).toBe('curl -sS -X POST --unix-socket "$SOCKET" http://docker"/v1.51/containers/${id1}/start"')
    expect(head).toBe('curl -sS -I --unix-socket "$SOCKET" http://docker/_ping')
  })
})

describe('the commands in a shell', () => {
  test('say what was said, quoted words included', () => {
    const commands = curlOf(trace.slice(0, 2), 'fake:').map(command => command.replaceAll('curl -sS', 'say'))
    // `say` stands for curl: it tells its last word, and answers an id.
    const script = ['say() { for word; do :; done; echo "$word" >&2; echo \'{"Id":"abcabcabcabc"}\'; }', ...commands]
    const said = execFileSync('sh', ['-c', `{ ${script.join('\n')}\n} 2>&1 >/dev/null`], { encoding: 'utf8' })
    expect(said).toBe(`${trace[0]?.body}\nhttp://docker/v1.51/containers/abcabcabcabc/start\n`)
  })
})
