import { has } from '../../profile/changes.ts'
import type { Profile } from '../../profile/profile.ts'
import type { Container } from '../entity.ts'
import { isContainerMode } from '../settings/modes.ts'
import { hasReached } from './start-stage.ts'

/**
 * The id of the network sandbox that a container has, or is still said to have; empty for one that lives in another's (seen
 * with 20.10.24, 26.1.5 and 28.5.2).
 */
export const sandboxOf = (profile: Profile, container: Container): string => {
  if (isContainerMode(container.hostConfig.NetworkMode ?? '')) return ''
  const isRemembered = hasReached(container, 'sandbox') && !has(profile, 'forgetsSandboxes')
  return container.runtime || isRemembered ? container.id.split('').reverse().join('') : ''
}
