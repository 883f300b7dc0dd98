import { describe, expect, test } from 'vitest'
import { createBox, executable } from '../box.ts'

const files = [executable('/usr/bin/redis-server', 'redis-server'), executable('/usr/bin/redis-cli', 'redis-cli')]

const started = (...words: string[]) => {
  const box = createBox(files)
  const server = box.start(['redis-server', ...words])
  box.machine.clock.advance(1)
  return { box, server }
}

describe("redis's stand-in", () => {
  test('says when it is ready, and ends with 0 on TERM', () => {
    const { box, server } = started()
    expect(server.result().stdout).toContain('* Ready to accept connections tcp\n')
    box.machine.kernel.kill(server.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(server.result()).toMatchObject({ status: 0, stdout: expect.stringContaining('bye bye') })
  })

  test('answers as the real one', () => {
    const { box } = started()
    const script: readonly (readonly [command: string, answer: string])[] = [
      ['ping', 'PONG'],
      ['set a 1', 'OK'],
      ['incr a', '(integer) 2'],
      ['get a', '"2"'],
      ['get none', '(nil)'],
      ['exists a none', '(integer) 1'],
      ['expire a 100', '(integer) 1'],
      ['ttl a', '(integer) 100'],
      ['rpush l x y z', '(integer) 3'],
      ['lrange l 0 -1', '1) "x"\n2) "y"\n3) "z"'],
      ['lrange l -2 -1', '1) "y"\n2) "z"'],
      ['hset h f v', '(integer) 1'],
      ['hgetall h', '1) "f"\n2) "v"'],
      ['sadd s m m', '(integer) 1'],
      ['smembers s', '1) "m"'],
      ['zadd z 2 b 1 a', '(integer) 2'],
      ['zrange z 0 -1 withscores', '1) "a"\n2) "1"\n3) "b"\n4) "2"'],
      ['get l', '(error) WRONGTYPE Operation against a key holding the wrong kind of value\n'],
      ['incr h f', "(error) ERR wrong number of arguments for 'incr' command\n"],
      ['type z', 'zset'],
      ['config get maxmemory', '1) "maxmemory"\n2) "0"'],
      ['dbsize', '(integer) 5'],
      ['flushall', 'OK'],
      ['keys "*"', '(empty array)'],
    ]
    for (const [command, answer] of script)
      expect([command, box.run(`redis-cli --no-raw ${command}`).stdout]).toEqual([command, `${answer}\n`])
  })

  test('forgets a key when its time has come', () => {
    const { box } = started()
    box.run('redis-cli set k v EX 5')
    box.machine.clock.advance(6000)
    expect(box.run('redis-cli --no-raw get k').stdout).toBe('(nil)\n')
  })

  test('wants the password that it was given', () => {
    const { box } = started('--requirepass secret', '--save', '')
    expect(box.run('redis-cli get a').stdout).toContain('NOAUTH Authentication required.')
    expect(box.run("redis-cli '-a secret' ping")).toEqual({
      stdout: '',
      stderr: "Unrecognized option or bad number of args for: '-a secret'\n",
      status: 1,
    })
    expect(box.run('redis-cli -a secret ping')).toMatchObject({
      stdout: 'PONG\n',
      stderr: expect.stringMatching(/^Warning: Using a password with '-a'/),
    })
    expect(box.run('redis-cli --no-auth-warning -a secret ping').stderr).toBe('')
  })

  test('understands inline commands and refuses what is no protocol', () => {
    const { box } = started()
    expect(box.run("printf 'PING\\r\\nQUIT\\r\\n' | nc localhost 6379").stdout).toBe('+PONG\r\n+OK\r\n')
    expect(box.run("printf '*1\\r\\nnope\\r\\n' | nc localhost 6379").stdout).toContain(
      "-ERR Protocol error: expected '$'",
    )
  })

  test('says of its replies what they are when a client asks for version 3 of the protocol', () => {
    const { box } = started()
    box.run('redis-cli hset h f v; redis-cli sadd s m; redis-cli zadd z 1.5 b')
    const said = (...commands: string[]) =>
      box.run(`printf '${commands.map(command => `${command}\\r\\n`).join('')}QUIT\\r\\n' | nc localhost 6379`).stdout
    const typed = (command: string) =>
      said('HELLO 3', command).replace(/^%7\r\n.*modules\r\n\*0\r\n(.*)\+OK\r\n$/s, '$1')
    expect(said('HELLO 3')).toMatch(/^%7\r\n\$6\r\nserver\r\n\$5\r\nredis\r\n.*\$5\r\nproto\r\n:3\r\n/s)
    expect(typed('HGETALL h')).toBe('%1\r\n$1\r\nf\r\n$1\r\nv\r\n')
    expect(typed('SMEMBERS s')).toBe('~1\r\n$1\r\nm\r\n')
    expect(typed('ZSCORE z b')).toBe(',1.5\r\n')
    expect(typed('ZRANGE z 0 -1 WITHSCORES')).toBe('*1\r\n*2\r\n$1\r\nb\r\n,1.5\r\n')
    expect(typed('GET none')).toBe('_\r\n')
    expect(typed('INFO')).toMatch(/^=\d+\r\ntxt:# Server\r\n/)
    expect(said('HELLO 2', 'GET none')).toMatch(/^\*14\r\n.*\$-1\r\n\+OK\r\n$/s)
    expect(said('HELLO 4')).toBe('-NOPROTO unsupported protocol version\r\n+OK\r\n')
    expect(said('HELLO x')).toBe('-ERR Protocol version is not an integer or out of range\r\n+OK\r\n')
  })

  test('greets only who has the password', () => {
    const { box } = started('--requirepass', 'secret')
    const said = (line: string) => box.run(`printf '${line}\\r\\nQUIT\\r\\n' | nc localhost 6379`).stdout
    expect(said('HELLO 3')).toMatch(/^-NOAUTH HELLO must be called with the client already authenticated/)
    expect(said('HELLO 3 AUTH default wrong')).toMatch(/^-WRONGPASS /)
    expect(said('HELLO 3 AUTH default secret')).toMatch(/^%7\r\n/)
  })

  test('redis-cli says that nobody is there', () => {
    const result = createBox(files).run('redis-cli ping')
    expect(result).toEqual({
      stdout: '',
      stderr: 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n',
      status: 1,
    })
  })
})
