import { describe, expect, test } from 'vitest'
import { createBox, executable, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [executable('/gnu/timeout', 'coreutils'), textFile('/work/f', '')]

describe('env, sleep, timeout, su, kill and their like', () => {
  commandTable(files, [
    ['env -i A=1 B=2', 'A=1\nB=2\n'],
    ['env A=1 printenv A', '1\n'],
    ['printenv NOPE', '', '', 1],
    ['env nope', '', "env: can't execute 'nope': No such file or directory\n", 127],
    ['timeout 1 sleep 5', '', '', 143],
    ['/gnu/timeout 1 sleep 5', '', '', 124],
    ['/gnu/timeout -s KILL 1 sleep 5', '', '', 137],
    ['timeout 5 sh -c "exit 3"', '', '', 3],
    ['exec 2>/dev/null; sleep 100 & killall sleep; wait $!; echo $?', '143\n'],
    ['exec 2>/dev/null; sleep 100 & pidof sleep > p; kill -9 $(cat p); wait $!; echo $?', '137\n'],
    ['pidof nothing', '', '', 1],
    ['sleep x', '', "sleep: invalid number 'x'\n", 1],
    ['id', 'uid=0(root) gid=0(root) groups=0(root)\n'],
    ['whoami; hostname; uname; nproc', 'root\nbox\nLinux\n2\n'],
    ['adduser -D bob; su bob -s /bin/sh -c "id -un; pwd"', 'bob\n/work\n'],
    ['addgroup dev; adduser -D bob; addgroup bob dev; groups bob', 'bob dev\n'],
    ['su ghost', '', 'su: unknown user ghost\n', 1],
    ['date -u +%FT%TZ; date -d @0 +%s; date', '2026-01-01T00:00:00Z\n0\nThu Jan  1 00:00:00 UTC 2026\n'],
    ['seq 3; seq 1 2 5; seq 3 -1 1; seq -s, 1 3; seq -w 9 10', '1\n2\n3\n1\n3\n5\n3\n2\n1\n1,2,3\n09\n10\n'],
    ['expr 1 + 2 "*" 3; expr abc : "a\\(.\\)"; expr 0', '7\nb\n0\n', '', 1],
    ['expr 1 / 0', '', 'expr: division by zero\n', 2],
    ['yes | head -n2', 'y\ny\n'],
    ['which sh nope', '/bin/sh\n', '', 1],
    ['ps -o comm | head -n1', 'COMMAND\n'],
  ])

  test('sleep takes simulated time only', () => {
    const box = createBox()
    const { process } = box.start(['sleep', '1.5m'])
    box.machine.clock.advance(89_000)
    expect(process.exit).toBeUndefined()
    box.machine.clock.advance(2000)
    expect(process.exit?.code).toBe(0)
  })

  test('ps shows the columns of busybox', () => {
    const { stdout } = createBox().run('ps')
    expect(stdout.split('\n')[0]).toBe('PID   USER     TIME  COMMAND')
    expect(stdout).toMatch(/^ +\d+ root +0:00 ps$/m)
  })
})
