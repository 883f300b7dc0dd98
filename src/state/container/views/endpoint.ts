import type { EndpointSettings } from '../../../../spec/generated/types.ts'
import { has } from '../../profile/changes.ts'
import type { Profile } from '../../profile/profile.ts'

/** An endpoint without what the daemon does not know yet; the order of the rest stays. */
export const asShownBy = (profile: Profile, view: EndpointSettings): EndpointSettings => {
  const shown = { ...view }
  if (!has(profile, 'endpointsHaveGatewayPriorities')) delete shown.GwPriority
  if (!has(profile, 'endpointsHaveDnsNames')) delete shown.DNSNames
  return shown
}
