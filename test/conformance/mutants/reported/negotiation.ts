import { type Mutant, mutant } from '../mutant.ts'
import { changeField, changeHeader, changeMessage, changeReply, changeStatus, type Fields } from '../rewrite.ts'

const pings = ['SystemPing', 'SystemPingHead'] as const

/** What clients ask first. */
export const negotiation: readonly Mutant[] = [
  mutant(
    'version-of-three-numbers',
    'The API version is 1.0.0',
    changeField('SystemVersion', 'ApiVersion', () => '1.0.0'),
    'podman#7682, #7327, #5553',
  ),
  mutant(
    'versions-turned-round',
    'The oldest version is newer than the newest',
    changeField('SystemVersion', 'MinAPIVersion', () => '1.99'),
    'podman#7682',
  ),
  mutant(
    'ping-of-another-version',
    'Ping tells another version than /version',
    changeHeader(pings, 'api-version', '1.40'),
    'podman#7682',
  ),
  mutant(
    'no-versioned-ping',
    'Ping with a version is not found',
    { operations: pings, head: (head, { target }) => (target.startsWith('/v') ? { ...head, status: 404 } : head) },
    'podman#7008, #6548',
  ),
  mutant('no-ostype', 'Ping does not tell the operating system', changeHeader(pings, 'ostype'), 'podman#19767'),
  mutant(
    'no-builder-version',
    'Ping does not tell the builder',
    changeHeader(pings, 'builder-version'),
    'podman release notes 5.6.0',
  ),
  mutant(
    'empty-builder-version',
    'Ping tells an empty builder',
    changeHeader(pings, 'builder-version', ''),
    'podman release notes 5.6.0',
  ),
  mutant(
    'serves-any-version',
    'A version that is too new or too old is served',
    changeStatus(pings, 400, 200),
    'traefik#12253',
  ),
  mutant(
    'other-words-for-versions',
    'A version is refused in other words',
    changeMessage(pings, () => 'unsupported version'),
    'traefik#12253, testcontainers-java#11211',
  ),
  mutant(
    'arm64',
    'The architecture is named as Go does',
    changeField('SystemInfo', 'Architecture', () => 'arm64'),
    'socktainer#294',
  ),
  mutant(
    'no-trailing-slash',
    'A path with a slash at its end is not found',
    {
      operations: ['NetworkList'],
      head: (head, { target }) => (/\/networks\/(\?|$)/.test(target) ? { ...head, status: 404 } : head),
    },
    'moby 2680a0fe2c',
  ),
  mutant(
    'any-usage-type',
    'Disk usage of an unknown type is answered',
    changeStatus('SystemDataUsage', 400, 200),
    'socktainer#360',
  ),
  mutant(
    'key-with-a-space',
    'A key has a space before its name',
    changeReply('SystemInfo', value => {
      const { NCPU, ...rest } = value as Fields
      return { ...rest, ' NCPU': NCPU }
    }),
    'moby BuildCache " Parents"',
  ),
]
