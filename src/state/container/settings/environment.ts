import type { ContainerConfig } from '../../../../spec/generated/types.ts'
import { defaultPath } from '../../kernel/execute.ts'

/**
 * What a process of a container finds in its environment: the daemon's own variables, then the container's, then those
 * in `extra`; the same name later wins, a name without `=` takes it away (moby container.CreateDaemonEnvironment).
 */
export const environmentOf = (
  config: ContainerConfig,
  terminal: boolean,
  home: string,
  extra: readonly string[] = [],
): Map<string, string> => {
  const environment = new Map([['PATH', defaultPath]])
  environment.set('HOSTNAME', config.Hostname ?? '')
  if (terminal) environment.set('TERM', 'xterm')
  for (const entry of [...(config.Env ?? []), ...extra]) {
    const equals = entry.indexOf('=')
    if (equals < 0) environment.delete(entry)
    else environment.set(entry.slice(0, equals), entry.slice(equals + 1))
  }
  // runc adds it when nobody did.
  if (!environment.has('HOME')) environment.set('HOME', home)
  return environment
}
