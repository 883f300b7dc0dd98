import { describe, expect, test } from 'vitest'
import { createBox, executable } from '../box.ts'

const files = [executable('/usr/local/bin/node', 'testcontainer'), executable('/usr/bin/curl', 'coreutils')]

const started = () => {
  const box = createBox(files)
  const server = box.start(['node', 'index.js', 'one', 'two'], '', { COLOUR: 'red' })
  box.machine.clock.advance(1)
  return { box, server }
}

describe('the server that Testcontainers for Node tests itself with', () => {
  test('says where it listens, and ends as Node does by a signal', () => {
    const { box, server } = started()
    expect(server.result().stdout).toBe('Listening on port 8080\nListening on secure port 8443\n')
    box.machine.kernel.kill(server.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(server.result().status).toBe(143)
  })

  const answers: readonly (readonly [asked: string, status: number, body: RegExp])[] = [
    ['/hello-world', 200, /^hello-world$/],
    ['-X POST -d x /hello-world-post', 200, /^hello-world$/],
    ['/env', 200, /"COLOUR":"red"/],
    ['/cmd', 200, /^\["\/usr\/local\/bin\/node","\/index.js","one","two"\]$/],
    ['-u user:pass /auth', 200, /^$/],
    ['-u user:no /auth', 401, /^$/],
    ['/auth', 401, /^$/],
    ['-H X-Some:thing /header-or-400/X-Some', 200, /^$/],
    ['/header-or-400/x-some', 400, /^$/],
    ['/nowhere', 404, /^Cannot GET \/nowhere$/],
  ]
  test.each(answers)('answers %s with %i', (asked, status, body) => {
    const { box } = started()
    const [, options = '', path = ''] = /^(.*?)(\/\S+)$/.exec(asked) ?? []
    const { stdout } = box.run(`curl -s -w '|%{http_code}' ${options} http://localhost:8080${path}`)
    const [text = '', code] = stdout.split('|')
    expect(code).toBe(String(status))
    expect(text.trim()).toMatch(body)
  })

  test('takes three seconds when asked to', () => {
    const { box } = started()
    const before = box.machine.clock.now()
    expect(box.run('curl -s http://localhost:8080/hello-world-delay').stdout).toBe('hello-world')
    expect(box.machine.clock.now() - before).toBeGreaterThanOrEqual(3e6)
  })
})
