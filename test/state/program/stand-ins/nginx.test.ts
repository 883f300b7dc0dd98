import { describe, expect, test } from 'vitest'
import { createBox, executable, textFile } from '../box.ts'

const site = `server {
  listen 80;
  server_name localhost;
  location / { root /usr/share/nginx/html; index index.html; }
  location /health { return 200 "ok\\n"; }
  location /old { return 301 /; }
}
server { listen 8080; root /srv; }
`
const files = [
  executable('/usr/sbin/nginx', 'nginx'),
  textFile('/etc/nginx/nginx.conf', 'events {}\nhttp { include /etc/nginx/conf.d/*.conf; }\n'),
  textFile('/etc/nginx/conf.d/default.conf', site),
  textFile('/usr/share/nginx/html/index.html', '<h1>Welcome</h1>\n'),
  textFile('/srv/x.txt', 'other\n'),
]

const started = () => {
  const box = createBox(files)
  const server = box.start(['nginx', '-g', 'daemon off;'])
  box.machine.clock.advance(1)
  return { box, server }
}

describe("nginx's stand-in", () => {
  test('serves files and answers of its configuration, and logs each request', () => {
    const { box, server } = started()
    expect(box.run('wget -qO- http://localhost/').stdout).toBe('<h1>Welcome</h1>\n')
    expect(box.run('wget -qO- localhost/health').stdout).toBe('ok\n')
    expect(box.run('wget -qO- localhost/old').stdout).toBe('<h1>Welcome</h1>\n')
    expect(box.run('wget -qO- localhost:8080/x.txt').stdout).toBe('other\n')
    expect(box.run('wget -qO- localhost/nope').status).toBe(1)
    expect(server.result().stdout).toMatch(
      /^127\.0\.0\.1 - - \[01\/Jan\/2026:00:00:00 \+0000\] "GET \/ HTTP\/1\.1" 200 17 "-" "Wget" "-"$/m,
    )
    expect(server.result().stderr).toContain('open() "/nope" failed (2: No such file or directory)')
  })

  test('has a master and as many workers as processors', () => {
    const { box } = started()
    expect(box.run('ps -o args | grep -c "^nginx: worker process"').stdout).toBe('2\n')
  })

  test.each(['QUIT', 'TERM'] as const)('ends with 0 on %s', signal => {
    const { box, server } = started()
    box.machine.kernel.kill(server.process.pid, signal)
    box.machine.clock.advance(1)
    expect(server.result().status).toBe(0)
  })

  test('tests its configuration', () => {
    const box = createBox([...files, textFile('/bad.conf', 'http { server {')])
    expect(box.run('nginx -t').stderr).toContain('syntax is ok')
    expect(box.run('nginx -t -c /bad.conf')).toMatchObject({ status: 1, stderr: expect.stringContaining('[emerg]') })
  })
})
