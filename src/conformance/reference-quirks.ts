import { type ApiVersion, compareVersions } from '../../spec/index.ts'
import type { Expectation } from './expected.ts'
import type { Fingerprint } from './probe.ts'

/** Where dockerd itself does otherwise than it should, up to a version: known, and no failure of the daemon under test. */
interface ReferenceQuirk {
  readonly id: string
  /** The last API version whose daemons do it, by moby's tags where none of them was asked; absent: all of them do. */
  readonly until?: ApiVersion
  readonly because: string
  /** It is a race: it may also go well. */
  readonly sometimes?: boolean
  /** Versions of dockerd that were asked. */
  readonly seen: readonly string[]
}

const all = ['20.10.24', '26.1.5', '28.5.2']
const oldest = ['20.10.24']

const quirk = (id: string, because: string, seen: readonly string[] = all, until?: ApiVersion): ReferenceQuirk => ({
  id,
  because,
  seen,
  ...(until === undefined ? {} : { until }),
})

const noKind = 'the error has no kind and becomes a 500'
const filterErrorOf20 = 'errors of filters have no kind and become 500 before 23.0'
const filterErrorOf23 = 'errors of this filter have no kind and become 500 before 24.0 (moby daemon/list.go)'
const bodyErrorOf20 = 'a body that cannot be decoded becomes a 500 before 23.0'

/** All that dockerd itself is known to do otherwise. */
export const referenceQuirks: readonly ReferenceQuirk[] = [
  quirk('SystemAuth.no-json', 'the error of the decoder has no kind and becomes a 500', all, '1.51'),
  quirk('SystemPing.header-builder-version', 'the header Builder-Version is missing without BuildKit', oldest, '1.41'),
  quirk('ContainerCreate.refuses-long-hostname', 'the length is not checked before 29', all, '1.51'),
  quirk('ContainerCreate.refuses-ipc-mode', 'modes are not checked before 23.0', oldest, '1.41'),
  quirk('ContainerCreate.refuses-pid-mode', 'modes are not checked before 23.0', oldest, '1.41'),
  quirk('ContainerCreate.refuses-uts-mode', 'modes are not checked before 23.0', oldest, '1.41'),
  quirk('ContainerCreate.refuses-body-empty', bodyErrorOf20, oldest, '1.41'),
  quirk('ContainerCreate.refuses-body-no-json', bodyErrorOf20, oldest, '1.41'),
  quirk('ContainerCreate.refuses-body-wrong-type', bodyErrorOf20, oldest, '1.41'),
  quirk(
    'ContainerCreate.refuses-body-two-values',
    'what follows the first value is not read before 23.0',
    oldest,
    '1.41',
  ),
  quirk('ContainerWait.refuses-unknown-condition', 'the condition is not checked before 23.0', oldest, '1.41'),
  quirk('ExecInspect.status-of-missing-*', 'what is missing is told as 126 before 28', ['20.10.24', '26.1.5'], '1.47'),
  quirk('ContainerList.refuses-filter-exited-without-number', filterErrorOf23, oldest, '1.42'),
  quirk('ContainerList.refuses-filter-no-json', filterErrorOf20, oldest, '1.41'),
  quirk('ContainerList.refuses-filter-before-nobody', filterErrorOf23, oldest, '1.42'),
  quirk('PutContainerArchive.into-a-file', noKind, ['20.10.24', '26.1.5'], '1.47'),
  quirk('NetworkCreate.refuses-bad-subnet', noKind, oldest, '1.41'),
  quirk('ImageTag.refuses-bad-name', noKind, oldest, '1.41'),
  {
    ...quirk(
      'ContainerRename.when-restarting',
      'the sandbox of the run before is looked for, and is gone',
      ['20.10.24', '26.1.5'],
      '1.45',
    ),
    // It may run just then.
    sometimes: true,
  },
  quirk('ImageSearch.refuses-bad-limit', noKind, oldest, '1.41'),
  quirk('ContainerInspect.shows-restart-policy', 'the policy has no name until one is given', oldest, '1.43'),
]

/** What a genuine dockerd of this version is known to do otherwise; nothing for other products. */
export const quirksOf = ({ product, apiVersion }: Fingerprint): Expectation[] =>
  product !== 'Engine'
    ? []
    : referenceQuirks
        .filter(({ until }) => until === undefined || compareVersions(apiVersion, until) <= 0)
        .map(({ id, because, seen, sometimes = false }) => ({
          id,
          because: `${because} (dockerd ${seen.join(', ')})`,
          ...(sometimes && { sometimes }),
        }))
