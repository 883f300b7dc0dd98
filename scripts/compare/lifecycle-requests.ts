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
  created: [create('c', obedient, { quiet: true })],
  running: [create('c', obedient, { quiet: true }), start('c', { quiet: true }), pause(80)],
  paused: [
    create('c', obedient, { quiet: true }),
    start('c', { quiet: true }),
    pause(80),
    post('/containers/c/pause', undefined, { quiet: true }),
  ],
  exited: [
    create('c', shell('echo out; echo err >&2; exit 3'), { quiet: true }),
    start('c', { quiet: true }),
    ended('c'),
  ],
  restarting: [
    create('c', { ...shell('exit 4'), HostConfig: { RestartPolicy: { Name: 'always' } } }, { quiet: true }),
    start('c', { quiet: true }),
    inspect('c', {
      quiet: true,
      until: /"Status":"restarting".*"RestartCount":4|"RestartCount":4.*"Status":"restarting"/s,
    }),
  ],
}

const command = (name: string, ...steps: Step[]): readonly [string, readonly Step[]] => [name, steps]

const execBody = JSON.stringify({ Cmd: ['true'] })

const commands: readonly (readonly [string, readonly Step[]])[] = [
  command('start', start('c')),
  command('stop', post('/containers/c/stop')),
  command('stop with a bad time', post('/containers/c/stop?t=x'), post('/containers/c/stop?t=1&signal=NOPE')),
  command('kill', post('/containers/c/kill')),
  command('kill TERM', post('/containers/c/kill?signal=TERM'), pause(200)),
  command(
    'kill with bad signals',
    post('/containers/c/kill?signal=NOPE'),
    post('/containers/c/kill?signal=0'),
    post('/containers/c/kill?signal=99'),
    post('/containers/c/kill?signal=-1'),
  ),
  command('restart', post('/containers/c/restart'), pause(80)),
  command('restart with a bad time', post('/containers/c/restart?t=x'), post('/containers/c/restart?t=1&signal=NOPE')),
  command('pause', post('/containers/c/pause')),
  command('unpause', post('/containers/c/unpause')),
  command('remove', remove('/containers/c'), inspect('c')),
  command('remove by force', remove('/containers/c?force=1&v=1'), inspect('c')),
  command('remove a link', remove('/containers/c?link=1')),
  command('rename', post('/containers/c/rename?name=other'), inspect('other')),
  command(
    'rename badly',
    post('/containers/c/rename?name='),
    post('/containers/c/rename'),
    post('/containers/c/rename?name=c'),
    post('/containers/c/rename?name=-a'),
  ),
  command('update', post('/containers/c/update', { CpuShares: 512, RestartPolicy: { Name: 'no' } })),
  command(
    'update badly',
    post('/containers/c/update', { Memory: 1 }),
    post('/containers/c/update', { RestartPolicy: { Name: 'x' } }),
    post('/containers/c/update', { NanoCpus: -1 }),
  ),
  command(
    'resize',
    post('/containers/c/resize?h=10&w=20'),
    post('/containers/c/resize?h=x&w=20'),
    post('/containers/c/resize?h=1&w=99999999999'),
    post('/containers/c/resize'),
  ),
  command('top', get('/containers/c/top?ps_args=-o%20pid,args'), get('/containers/c/top?ps_args=-o%20foo')),
  command('exec create', post('/containers/c/exec', { Cmd: ['true'] }), post('/containers/c/exec', { Cmd: [] })),
  command('logs', get('/containers/c/logs?stdout=1&stderr=1'), get('/containers/c/logs')),
  command('stats', get('/containers/c/stats?stream=false&one-shot=true')),
  command(
    'attach',
    hijack('/containers/c/attach?stream=1&stdout=1&stderr=1', undefined),
    hijack('/containers/c/attach?logs=1&stdout=1&stderr=1', undefined, {}, false),
  ),
  command('attach with bad keys', hijack('/containers/c/attach?stream=1&stdout=1&detachKeys=ctrl-%2C', undefined)),
  command(
    'wait',
    post('/containers/c/wait', undefined, { background: 'w' }),
    post('/containers/c/kill', undefined, { quiet: true }),
    pause(100),
    remove('/containers/c?force=1', { quiet: true }),
    { awaits: 'w' },
  ),
  command(
    'wait for removal',
    post('/containers/c/wait?condition=removed', undefined, { background: 'w' }),
    remove('/containers/c?force=1', { quiet: true }),
    { awaits: 'w' },
  ),
  command(
    'wait for the next exit',
    post('/containers/c/wait?condition=next-exit', undefined, { background: 'w' }),
    remove('/containers/c?force=1', { quiet: true }),
    { awaits: 'w' },
  ),
  command('wait for nonsense', post('/containers/c/wait?condition=x')),
  command('changes', get('/containers/c/changes')),
  command('archive', get('/containers/c/archive?path=/etc/passwd'), {
    method: 'HEAD',
    path: '/containers/c/archive?path=/etc/passwd',
  }),
  command('inspect', inspect('c'), inspect('c?size=1'), get('/containers/json'), get('/containers/json?all=1&size=1')),
  command('start with a body', {
    method: 'POST',
    path: '/containers/c/start',
    body: '{"HostConfig":{}}',
    headers: { 'Content-Type': 'application/json' },
  }),
  command(
    'start from a checkpoint',
    post('/containers/c/start?checkpoint=a'),
    post('/containers/c/start?checkpoint-dir=/a'),
  ),
  command(
    'checkpoints',
    get('/containers/c/checkpoints'),
    post('/containers/c/checkpoints', { CheckpointID: 'a' }),
    remove('/containers/c/checkpoints/a'),
  ),
  command('prune', post('/containers/prune')),
  command('exec a command', post('/containers/c/exec', undefined, { label: 'exec without a type', body: execBody })),
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
  steps: [...steps, ...commandSteps, inspect('c')],
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
