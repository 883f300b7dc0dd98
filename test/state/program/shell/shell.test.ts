// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells spell their parameters like this.

import { describe, expect, test } from 'vitest'
import { ashRecordings } from './ash-recordings.ts'
import { bashRecordings } from './bash-recordings.ts'
import type { Recording } from './recording.ts'
import { runScript, runSession, startSession, textFile } from './session.ts'

const folders = ['/tmp/work', '/root'].map(path => ({ path, kind: 'directory' as const }))

const replay = (shell: string, { script, ...expected }: Recording): void => {
  const result = runScript(script, { shell, workingDirectory: '/tmp/work', files: folders })
  expect(result).toEqual(expected)
}

describe('behaves as busybox sh did', () => {
  for (const recording of ashRecordings) test(recording.script, () => replay('sh', recording))
})

describe('behaves as bash did', () => {
  for (const recording of bashRecordings) test(recording.script, () => replay('bash', recording))
})

const output = (script: string, shell = 'sh'): string => runScript(script, { shell }).stdout

describe('processes', () => {
  const processes = (script: string): string[] => {
    const session = startSession({ argv: ['sh', '-c', script] })
    session.clock.advance(500)
    return [...session.kernel.processes.values()].map(process => `${process.pid} ${process.argv.join(' ')}`)
  }

  test('gives its own process to the last simple command of -c', () => {
    expect(processes('sleep 100')).toEqual(['1 sleep 100'])
    expect(processes('true; sleep 100')).toEqual(['1 sleep 100'])
    expect(processes('true && { sleep 100; }')).toEqual(['1 sleep 100'])
  })

  test('keeps its process while something remains to be done', () => {
    expect(processes('sleep 100; true')).toEqual(['1 sh -c sleep 100; true', '2 sleep 100'])
    expect(processes('trap "echo x" EXIT; sleep 100')).toHaveLength(2)
  })

  test('runs each stage of a pipeline as a process of its own', () => {
    expect(processes('sleep 100 | sleep 200 | cat')).toEqual([
      '1 sh -c sleep 100 | sleep 200 | cat',
      '2 sleep 100',
      '3 sleep 200',
      '4 cat',
    ])
  })

  test('replaces itself on exec and keeps the descriptors that exec was given', () => {
    expect(output('exec 2>/dev/null; exec pid > /tmp/out')).toBe('')
    expect(output('{ exec pid; } > /tmp/out; echo never')).toBe('')
    expect(output('echo x | { exec cat; }; (exec pid) ; echo on')).toMatch(/^x\n\d+ pid\non\n$/)
  })

  test('stops a producer whose reader has gone, within bounded memory', () => {
    const session = startSession({ argv: ['sh', '-c', 'yes | head -1'] })
    session.clock.advance(10)
    expect(session.output()).toBe('y\n')
    expect(session.status).toBe(0)
  })

  test('sees a child die of a signal', () => {
    expect(runScript('sh -c "kill -9 \\$\\$"; echo $?')).toEqual({ stdout: '137\n', stderr: 'Killed\n', status: 0 })
    expect(runScript('sh -c "kill -9 \\$\\$"; echo $?', { shell: 'bash' }).stderr).toMatch(
      /^bash: line 1: +\d+ Killed +sh -c/,
    )
  })
})

describe('exit codes of programs that cannot run', () => {
  const files = [textFile('/tmp/plain', 'echo never\n'), textFile('/tmp/script', 'echo $0 $1\n', 0o755)]
  const cases: [script: string, shell: string, stderr: string, status: number][] = [
    ['nosuch', 'sh', 'sh: nosuch: not found\n', 127],
    ['nosuch', 'bash', 'bash: line 1: nosuch: command not found\n', 127],
    ['nosuch', 'dash', 'dash: 1: nosuch: not found\n', 127],
    ['./plain', 'sh', 'sh: ./plain: Permission denied\n', 126],
    ['./plain', 'bash', 'bash: line 1: ./plain: Permission denied\n', 126],
    ['./nosuch', 'bash', 'bash: line 1: ./nosuch: No such file or directory\n', 127],
  ]
  test.each(cases)('%s in %s', (script, shell, stderr, status) => {
    expect(runScript(script, { shell, files })).toEqual({ stdout: '', stderr, status })
  })

  test('runs a text without an interpreter line as a script', () => {
    expect(runScript('./script x', { files }).stdout).toBe('/tmp/script x\n')
  })
})

describe('scripts', () => {
  test('are read from a file, whose lines messages name', () => {
    const files = [
      textFile('/s.sh', 'echo $0 $@\nnosuch\ncd /nosuch\n. /other\nexit 4\n'),
      textFile('/other', 'false\nnosuch2\n'),
    ]
    expect(runSession({ argv: ['sh', '/s.sh', 'a', 'b'], files })).toEqual({
      stdout: '/s.sh a b\n',
      stderr:
        "/s.sh: line 2: nosuch: not found\n/s.sh: cd: line 3: can't cd to /nosuch: No such file or directory\n" +
        '/s.sh: line 2: nosuch2: not found\n',
      status: 4,
    })
  })

  test('that are missing are status 2 in ash and 127 in bash', () => {
    expect(runSession({ argv: ['sh', 'nosuch'] })).toEqual({
      stdout: '',
      stderr: "sh: can't open 'nosuch': No such file or directory\n",
      status: 2,
    })
    expect(runSession({ argv: ['bash', 'nosuch'] }).status).toBe(127)
  })

  test('come line by line on standard input', () => {
    const input = 'echo hi\nif true\nthen echo y\nfi\ncat <<E\na\nif\nE\necho "a\nb"\necho c \\\nd\n'
    expect(runSession({ input })).toEqual({ stdout: 'hi\ny\na\nif\na\nb\nc d\n', stderr: '', status: 0 })
  })

  test('run what came before more is there', () => {
    const session = startSession({ input: 'echo one\n', openInput: true })
    session.clock.advance(10)
    expect(session.output()).toBe('one\n')
    session.stdin.write(new TextEncoder().encode('exit 7\n'))
    session.clock.advance(10)
    expect(session.status).toBe(7)
  })

  test('share standard input with their commands byte by byte in bash', () => {
    expect(runSession({ argv: ['bash'], input: 'read x\nline\necho "<$x>"\n' }).stdout).toBe('<line>\n')
  })

  test('refuse a wrong command line', () => {
    expect(runSession({ argv: ['sh', '-Z'] })).toEqual({ stdout: '', stderr: 'sh: illegal option -Z\n', status: 2 })
    expect(runSession({ argv: ['sh', '-c'] }).stderr).toBe('sh: -c requires an argument\n')
    expect(runSession({ argv: ['sh', '-o', 'nope'] }).stderr).toBe('sh: illegal option -o nope\n')
  })

  test('take options and parameters', () => {
    expect(runSession({ argv: ['sh', '-ec', 'false; echo no'] })).toEqual({ stdout: '', stderr: '', status: 1 })
    expect(runSession({ argv: ['sh', '-s', 'a', 'b'], input: 'echo $2 $#\n' }).stdout).toBe('b 2\n')
    expect(runSession({ argv: ['bash', '-euo', 'pipefail', '-c', 'echo $0 $1', 'n', 'x'] }).stdout).toBe('n x\n')
  })

  test('say honestly what is not supported', () => {
    expect(runScript('echo a\nselect x in a; do break; done', { shell: 'bash' })).toEqual({
      stdout: 'a\n',
      stderr: 'bash: line 2: syntax error: select is not supported\n',
      status: 2,
    })
  })
})

describe('the environment', () => {
  test('of children is what was exported, with the folder and the depth', () => {
    expect(output('x=1; export y=2; z=3 env; true')).toBe('HOME=/root\nPATH=/bin\nPWD=/tmp\nSHLVL=1\ny=2\nz=3\n')
    expect(output('cd /; env')).toContain('OLDPWD=/tmp\nPATH=/bin\nPWD=/\n')
    expect(output('env', 'bash')).toContain('_=/bin/env\n')
  })
})

test('kill 0 reaches the group of the shell', () => {
  const session = startSession({ argv: ['sh', '-c', 'trap "echo all; exit 2" TERM; sleep 100 & kill 0; wait'] })
  session.clock.advance(10)
  expect(session.output()).toBe('all\n')
  expect(session.status).toBe(2)
})

test('a closed standard output is an error that can be seen', () => {
  expect(runScript('exec 1>&-; echo b; echo $? >&2').stderr).toBe('sh: write error: Bad file descriptor\n1\n')
  expect(runScript('exec 1>&-; echo b', { shell: 'bash' }).stderr).toBe(
    'bash: line 1: echo: write error: Bad file descriptor\n',
  )
})

test('bash reads a file by $(<file)', () => {
  expect(output('x=$(</etc/passwd); echo "${x%%:*}"', 'bash')).toBe('root\n')
  expect(output('( </etc/passwd )', 'bash')).toBe('')
})

describe('endless scripts', () => {
  test('let the world go on', () => {
    const session = startSession({ argv: ['sh', '-c', 'while true; do :; done & sleep 0.05; echo alive; kill $!'] })
    session.clock.advance(200)
    expect(session.output()).toBe('alive\n')
  })

  test('die of their memory', () => {
    const session = startSession({
      argv: ['sh', '-c', 'x=0123456789abcdef; while true; do x=$x$x; done'],
      memoryLimitBytes: 64 << 20,
    })
    session.clock.advance(1000)
    expect(session.process.exit).toMatchObject({ code: 137, outOfMemory: true })
  })

  test('die of gathering output without end', () => {
    const session = startSession({ argv: ['sh', '-c', 'x=$(yes)'], memoryLimitBytes: 4 << 20 })
    session.clock.advance(5000)
    expect(session.process.exit?.outOfMemory).toBe(true)
  })

  test('die of calling themselves', () => {
    expect(runScript('sh -c "f() { f; }; f"; echo $?')).toEqual({
      stdout: '139\n',
      stderr: 'Segmentation fault\n',
      status: 0,
    })
  })
})

test('says the same every time', () => {
  const script = 'echo $RANDOM $RANDOM; (echo $RANDOM) & wait; pid; echo $$ $!'
  expect(runScript(script)).toEqual(runScript(script))
})
