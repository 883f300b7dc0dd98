import { expect, test } from 'vitest'
import { asShownBy } from '../../../../src/state/container/views/endpoint.ts'
import { profileNamed } from '../../../../src/state/profile/profile.ts'

const whole = { IPAMConfig: null, GwPriority: 0, NetworkID: '', DNSNames: ['web'] }

test.each([
  ['docker-20.10', ['IPAMConfig', 'NetworkID']],
  ['docker-26', ['IPAMConfig', 'NetworkID', 'DNSNames']],
  ['docker-28', ['IPAMConfig', 'GwPriority', 'NetworkID', 'DNSNames']],
])('an endpoint of %s has %j, in this order', (profile, names) => {
  expect(Object.keys(asShownBy(profileNamed(profile), whole))).toEqual(names)
})
