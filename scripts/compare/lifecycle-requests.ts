/** Every command on a container in every state that can be had at will. */
import {
  create,
  ended,
  get,
  hijack,
  inspect,
  obedient,
  pause,
  post,
  remove,
  type Scenario,
  type Step,
  shell,
  start,
} from './step.ts'

const states: Readonly<Record<string, readonly Step[]>> = {
  missing: [],
  created: [create('box-c', obedient, { quiet: true })],
  running: [create('box-c', obedient, { quiet: true }), start('box-c', { quiet: true }), pause(80)],
  paused: [
    create('box-c', obedient, { quiet: true }),
    start('box-c', { quiet: true }),
    pause(80),
    post('/containers/box-c/pause', undefined, { quiet: true }),
  ],
  exited: [
    create('box-c', shell('echo out; echo err >&2; exit 3'), { quiet: true }),
    start('box-c', { quiet: true }),
    ended('box-c'),
  ],
  restarting: [
    create('box-c', { ...shell('exit 4'), HostConfig: { RestartPolicy: { Name: 'always' } } }, { quiet: true }),
    start('box-c', { quiet: true }),
    inspect('box-c', {
      quiet: true,
      until: /"Status":"restarting".*"RestartCount":4|"RestartCount":4.*"Status":"restarting"/s,
    }),
  ],
}

const command = (name: string, ...steps: Step[]): readonly [string, readonly Step[]] => [name, steps]

const execBody = JSON.stringify({ Cmd: ['true'] })

const commands: readonly (readonly [string, readonly Step[]])[] = [
  command('start', start('box-c')),
  command('stop', post('/containers/box-c/stop')),
  command('stop with a bad time', post('/containers/box-c/stop?t=x'), post('/containers/box-c/stop?t=1&signal=NOPE')),
  command('kill', post('/containers/box-c/kill')),
  command('kill TERM', post('/containers/box-c/kill?signal=TERM'), pause(200)),
  command(
    'kill with bad signals',
    post('/containers/box-c/kill?signal=NOPE'),
    post('/containers/box-c/kill?signal=0'),
    post('/containers/box-c/kill?signal=99'),
    post('/containers/box-c/kill?signal=-1'),
  ),
  command('restart', post('/containers/box-c/restart'), pause(80)),
  command(
    'restart with a bad time',
    post('/containers/box-c/restart?t=x'),
    post('/containers/box-c/restart?t=1&signal=NOPE'),
  ),
  command('pause', post('/containers/box-c/pause')),
  command('unpause', post('/containers/box-c/unpause')),
  command('remove', remove('/containers/box-c'), inspect('box-c')),
  command('remove by force', remove('/containers/box-c?force=1&v=1'), inspect('box-c')),
  command('remove a link', remove('/containers/box-c?link=1')),
  command('rename', post('/containers/box-c/rename?name=other'), inspect('other')),
  command(
    'rename badly',
    post('/containers/box-c/rename?name='),
    post('/containers/box-c/rename'),
    post('/containers/box-c/rename?name=box-c'),
    post('/containers/box-c/rename?name=-a'),
  ),
  command('update', post('/containers/box-c/update', { CpuShares: 512, RestartPolicy: { Name: 'no' } })),
  command(
    'update badly',
    post('/containers/box-c/update', { Memory: 1 }),
    post('/containers/box-c/update', { RestartPolicy: { Name: 'x' } }),
    post('/containers/box-c/update', { NanoCpus: -1 }),
  ),
  command(
    'resize',
    post('/containers/box-c/resize?h=10&w=20'),
    post('/containers/box-c/resize?h=x&w=20'),
    post('/containers/box-c/resize?h=1&w=99999999999'),
    post('/containers/box-c/resize'),
  ),
  command('top', get('/containers/box-c/top?ps_args=-o%20pid,args'), get('/containers/box-c/top?ps_args=-o%20foo')),
  command(
    'exec create',
    post('/containers/box-c/exec', { Cmd: ['true'] }),
    post('/containers/box-c/exec', { Cmd: [] }),
  ),
  command('logs', get('/containers/box-c/logs?stdout=1&stderr=1'), get('/containers/box-c/logs')),
  command('stats', get('/containers/box-c/stats?stream=false&one-shot=true')),
  command(
    'attach',
    hijack('/containers/box-c/attach?stream=1&stdout=1&stderr=1', undefined),
    hijack('/containers/box-c/attach?logs=1&stdout=1&stderr=1', undefined, {}, false),
  ),
  command('attach with bad keys', hijack('/containers/box-c/attach?stream=1&stdout=1&detachKeys=ctrl-%2C', undefined)),
  command(
    'wait',
    post('/containers/box-c/wait', undefined, { background: 'w' }),
    post('/containers/box-c/kill', undefined, { quiet: true }),
    pause(100),
    remove('/containers/box-c?force=1', { quiet: true }),
    { awaits: 'w' },
  ),
  command(
    'wait for removal',
    post('/containers/box-c/wait?condition=removed', undefined, { background: 'w' }),
    remove('/containers/box-c?force=1', { quiet: true }),
    { awaits: 'w' },
  ),
  command(
    'wait for the next exit',
    post('/containers/box-c/wait?condition=next-exit', undefined, { background: 'w' }),
    remove('/containers/box-c?force=1', { quiet: true }),
    { awaits: 'w' },
  ),
  command('wait for nonsense', post('/containers/box-c/wait?condition=x')),
  command('changes', get('/containers/box-c/changes')),
  command('archive', get('/containers/box-c/archive?path=/etc/passwd'), {
    method: 'HEAD',
    path: '/containers/box-c/archive?path=/etc/passwd',
  }),
  command(
    'inspect',
    inspect('box-c'),
    inspect('box-c?size=1'),
    get('/containers/json'),
    get('/containers/json?all=1&size=1'),
  ),
  command('start with a body', {
    method: 'POST',
    path: '/containers/box-c/start',
    body: '{"HostConfig":{}}',
    headers: { 'Content-Type': 'application/json' },
  }),
  command(
    'start from a checkpoint',
    post('/containers/box-c/start?checkpoint=a'),
    post('/containers/box-c/start?checkpoint-dir=/a'),
  ),
  command(
    'checkpoints',
    get('/containers/box-c/checkpoints'),
    post('/containers/box-c/checkpoints', { CheckpointID: 'a' }),
    remove('/containers/box-c/checkpoints/a'),
  ),
  command('prune', post('/containers/prune')),
  command(
    'exec a command',
    post('/containers/box-c/exec', undefined, { label: 'exec without a type', body: execBody }),
  ),
]

/** Refusals leave the state alone, so one restarting container serves for all that cannot move it. */
const moving = new Set([
  'start',
  'stop',
  'kill',
  'kill TERM',
  'restart',
  'remove by force',
  'pause',
  'unpause',
  'prune',
  'remove',
])

const cell = (
  state: string,
  steps: readonly Step[],
  [name, commandSteps]: readonly [string, readonly Step[]],
): Scenario => ({
  name: `${state}: ${name}`,
  steps: [...steps, ...commandSteps, inspect('box-c')],
})

const cells = Object.entries(states).flatMap(([state, steps]): Scenario[] => {
  if (state === 'restarting')
    return commands.filter(([name]) => moving.has(name) || name.startsWith('wait')).map(row => cell(state, steps, row))
  return commands.map(row => cell(state, steps, row))
})

const stillRestarting: readonly string[] = [
  'rename badly',
  'resize',
  'top',
  'exec create',
  'attach',
  'archive',
  'inspect',
  'stats',
  'logs',
]

export const lifecycleScenarios: readonly Scenario[] = [
  ...cells,
  ...stillRestarting.map(name =>
    cell('restarting', states.restarting ?? [], commands.find(row => row[0] === name) ?? ['', []]),
  ),
]
