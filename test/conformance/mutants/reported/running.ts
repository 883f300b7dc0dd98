import { type Mutant, mutant } from '../mutant.ts'
import { changeField, changeStatus, doNothing, ignoreField, ignoreQuery } from '../rewrite.ts'

/** How containers run, end and are waited for. */
export const running: readonly Mutant[] = [
  mutant(
    'wait-refuses-conditions',
    'Wait refuses every condition',
    {
      operations: ['ContainerWait'],
      head: (head, { target }) => (target.includes('condition=') ? { ...head, status: 400 } : head),
    },
    'podman#8697, #12652',
  ),
  mutant(
    'wait-takes-any-condition',
    'Wait takes conditions that do not exist',
    changeStatus('ContainerWait', 400, 200),
    'podman#12652',
  ),
  mutant(
    'next-exit-at-once',
    'Waiting for the next exit does not wait',
    doNothing('ContainerWait', 200, { StatusCode: 0 }),
    'podman#28514',
  ),
  mutant(
    'wait-head-late',
    'Wait sends its head when it is over',
    { operations: ['ContainerWait'], late: true },
    'podman pull 9048',
  ),
  mutant(
    'logs-head-late',
    'Followed logs send their head when they are over',
    { operations: ['ContainerLogs'], late: true },
    'podman#23712',
  ),
  mutant(
    'events-head-late',
    'Events send their head when they are over',
    { operations: ['SystemEvents'], late: true },
    'podman#23712',
  ),
  mutant(
    'state-stopped',
    'A container that has ended is `stopped`',
    changeField('ContainerInspect', 'State.Status', status => (status === 'exited' ? 'stopped' : status)),
    'podman#28359',
  ),
  mutant(
    'state-configured',
    'A container that was created is `configured`',
    changeField('ContainerInspect', 'State.Status', status => (status === 'created' ? 'configured' : status)),
    'podman#17728',
  ),
  mutant(
    'list-state-stopped',
    'The list says `stopped`',
    changeField('ContainerList', 'State', state => (state === 'exited' ? 'stopped' : state)),
    'bollard#701, #715',
  ),
  mutant(
    'no-filter-restarting',
    'The filters status=restarting and status=dead are refused',
    {
      operations: ['ContainerList'],
      head: (head, { target }) => (/restarting|dead/.test(target) ? { ...head, status: 400 } : head),
    },
    'docuum#346',
  ),
  mutant(
    'created-in-seconds',
    'Inspect tells Created as a number',
    changeField('ContainerInspect', 'Created', () => 1700000000),
    'podman#7860, #8329',
  ),
  mutant(
    'exec-status-lost',
    'The status of an execution is always 0',
    changeField('ExecInspect', 'ExitCode', code => (code === null ? null : 0)),
    'podman#6893',
  ),
  mutant(
    'exec-status-nil',
    'The status of an execution is null',
    changeField('ExecInspect', 'ExitCode', () => null),
    'socktainer#305',
  ),
  mutant(
    'exec-still-running',
    'An execution that has ended still runs',
    changeField('ExecInspect', 'Running', () => true),
    'podman#18424',
  ),
  mutant(
    'missing-executable-126',
    'An executable that is not there ends with 126',
    changeField(['ContainerInspect', 'ExecInspect'], 'ExitCode', code => (code === 127 ? 126 : code)),
    'testcontainers-go#2778',
  ),
  mutant(
    'missing-executable-starts-126',
    'A container whose executable is not there keeps 126',
    changeField('ContainerInspect', 'State.ExitCode', code => (code === 127 ? 126 : code)),
    'moby#45795',
  ),
  mutant(
    'no-timeout-of-stop',
    'The seconds that stop is given are not looked at',
    ignoreQuery('ContainerStop', 't'),
    'podman#17542',
  ),
  mutant(
    'stop-refuses-minus-one',
    'A negative number of seconds is refused',
    {
      operations: ['ContainerStop'],
      head: (head, { target }) => (/[?&]t=-/.test(target) ? { ...head, status: 400 } : head),
    },
    'podman release notes 3.1.0',
  ),
  mutant(
    'update-ignores-policy',
    'An update of the restart policy does nothing',
    ignoreField('ContainerUpdate', 'RestartPolicy'),
    'gordon#192',
  ),
  mutant(
    'entrypoint-ignored',
    'The entrypoint is not looked at',
    ignoreField('ContainerCreate', 'Entrypoint'),
    'podman#26078',
  ),
]
