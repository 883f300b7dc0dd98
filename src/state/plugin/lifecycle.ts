import { conflict, internal, notFound } from '../error.ts'
import { lifecycle, refusal } from '../lifecycle.ts'
import type { Plugin } from './entity.ts'

const no = refusal<Plugin>

const alreadyEnabled = no('alreadyEnabled', ({ name }) => conflict(`plugin already enabled: plugin ${name} is enabled`))
const alreadyDisabled = no('alreadyDisabled', ({ name }) =>
  conflict(`plugin is already disabled: plugin ${name} found but disabled`),
)
const isEnabled = no('isEnabled', ({ name }) => conflict(`plugin ${name} is enabled`))
const isActive = no('isActive', () => internal('cannot set on an active plugin, disable plugin before setting'))
const mustBeDisabled = no('mustBeDisabled', ({ name }) =>
  conflict(`plugin must be disabled before upgrading: plugin ${name} is enabled`),
)
/** Removed between the beginning and the end of a pull. */
const isGone = no('isGone', (_, caller) => notFound(`plugin ${JSON.stringify(caller)} not found`))

/** What can be done to a plugin (moby daemon/pkg/plugin/backend_linux.go). `remove --force` disables first. */
export const table = lifecycle<Plugin>()(['disabled', 'enabled', 'removed'], {
  enable: ['enabled', alreadyEnabled, isGone],
  disable: [alreadyDisabled, 'disabled', isGone],
  set: ['disabled', isActive, isGone],
  upgrade: ['disabled', mustBeDisabled, isGone],
  remove: ['removed', isEnabled, isGone],
  'remove-forced': ['removed', 'removed', isGone],
})
