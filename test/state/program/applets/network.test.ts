import { describe, expect, test } from 'vitest'
import { createBox, executable, textFile } from '../box.ts'

const files = [
  textFile('/www/index.html', '<p>hi</p>\n'),
  textFile('/www/a.json', '{}\n'),
  executable('/usr/bin/curl', 'coreutils'),
]

const served = () => {
  const box = createBox(files)
  const server = box.start(['httpd', '-f', '-p', '8080', '-h', '/www'])
  box.machine.clock.advance(1)
  return { box, server }
}

describe('the network applets', () => {
  test.each([
    ['wget -qO- http://localhost:8080/', '<p>hi</p>\n', '', 0],
    ['wget -q http://127.0.0.1:8080/a.json; cat a.json', '{}\n', '', 0],
    ['wget -q --spider localhost:8080/', '', '', 0],
    ['wget -qO- http://localhost:8080/nope', '', 'wget: server returned error: HTTP/1.1 404 Not Found\n', 1],
    ['wget -q http://localhost:1/', '', "wget: can't connect to remote host (127.0.0.1): Connection refused\n", 1],
    ['wget -q ghost:81/x', '', "wget: bad address 'ghost:81'\n", 1],
    ['wget -q http://ghost/', '', "wget: bad address 'ghost'\n", 1],
    ['curl -s localhost:8080/a.json', '{}\n', '', 0],
    ['curl -s -o /dev/null -w "%{http_code}" localhost:8080/nope', '404', '', 0],
    ['curl -fsS localhost:8080/nope', '', 'curl: (22) The requested URL returned error: 404\n', 22],
    ['curl -sS http://ghost', '', 'curl: (6) Could not resolve host: ghost\n', 6],
    ['curl -sI localhost:8080/ | head -n1', 'HTTP/1.1 200 OK\r\n', '', 0],
    ['nc -z localhost 8080', '', '', 0],
    ['nc -z localhost 8081', '', '', 1],
    ['netstat -tln | tail -n1 | grep -c 8080', '1\n', '', 0],
    ['printf "GET / HTTP/1.0\\r\\n\\r\\n" | nc localhost 8080 | tail -n1', '<p>hi</p>\n', '', 0],
    ['ping -c1 ghost', '', "ping: bad address 'ghost'\n", 1],
  ])('%s', (command, stdout, stderr, status) => {
    expect(served().box.run(command)).toEqual({ stdout, stderr, status })
  })

  test('nc -l hands a connection to its stdout, and its stdin to the connection', () => {
    const box = createBox()
    const listener = box.start(['nc', '-l', '-p', '9000'], 'reply\n')
    box.machine.clock.advance(1)
    expect(box.run('echo request | nc localhost 9000')).toEqual({ stdout: 'reply\n', stderr: '', status: 0 })
    box.machine.clock.advance(1)
    expect(listener.result()).toEqual({ stdout: 'request\n', stderr: '', status: 0 })
  })

  test('nc -u speaks datagrams with whoever spoke first', () => {
    const box = createBox()
    const listener = box.start(['nc', '-u', '-l', '-p', '53'], 'reply\n')
    box.machine.clock.advance(1)
    const client = box.start(['nc', '-u', '-w', '1', 'localhost', '53'], 'request\n')
    box.machine.clock.advance(2000)
    expect(client.result()).toEqual({ stdout: 'reply\n', stderr: '', status: 0 })
    box.machine.kernel.kill(listener.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(listener.result()).toMatchObject({ stdout: 'request\n', status: 143 })
  })

  test('nslookup asks for both families, and for the names of addresses', () => {
    const box = createBox()
    expect(box.run('nslookup localhost').stdout.match(/Address: .*/g)).toEqual(['Address: 127.0.0.1'])
    expect(box.run('nslookup ghost')).toMatchObject({ status: 1 })
    expect(box.run('nslookup 10.1.2.3').stdout).toContain("** server can't find 3.2.1.10.in-addr.arpa: NXDOMAIN\n")
  })

  test('ping says at once that there is no way', () => {
    const box = createBox()
    expect(box.run('ping -c1 10.1.2.3')).toMatchObject({ stderr: 'ping: sendto: Network is unreachable\n', status: 1 })
  })

  test('ping counts on the simulated clock', () => {
    const box = createBox()
    const { stdout } = box.run('ping -c 3 127.0.0.1')
    expect(stdout).toContain('64 bytes from 127.0.0.1: seq=2 ttl=64')
    expect(stdout).toContain('3 packets transmitted, 3 packets received, 0% packet loss')
  })

  test('a port that is taken is refused', () => {
    const { box } = served()
    expect(box.run('httpd -f -p 8080')).toMatchObject({ stderr: 'httpd: bind: Address already in use\n', status: 1 })
  })

  test('TERM ends a server and frees its port', () => {
    const { box, server } = served()
    box.machine.kernel.kill(server.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(server.result().status).toBe(143)
    expect(box.run('nc -z localhost 8080').status).toBe(1)
  })
})
