import { invalid, wrapped } from '../error.ts'
import { readPlatform } from './content/configuration.ts'
import { parseDocument } from './content/content.ts'

export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** Other names of architectures, and the variant that goes without saying (containerd platforms/database.go). */
const architectures: ReadonlyMap<string, readonly [architecture: string, variant: string]> = new Map([
  ['i386', ['386', '']],
  ['x86_64', ['amd64', '']],
  ['x86-64', ['amd64', '']],
  ['aarch64', ['arm64', '']],
  ['armhf', ['arm', 'v7']],
  ['armel', ['arm', 'v6']],
])

const impliedVariants: ReadonlySet<string> = new Set(['arm64/v8', 'amd64/v1'])

const systems: ReadonlySet<string> = new Set(['linux', 'windows', 'darwin', 'freebsd', 'wasip1', 'js'])

const knownArchitectures: ReadonlySet<string> = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm'.split(' '),
)

const normalized = (os: string, name: string, given: string): Platform => {
  const [architecture, implied] = architectures.get(name) ?? [name, name === 'arm' ? 'v7' : '']
  const variant = given === '' ? implied : given
  if (variant === '' || impliedVariants.has(`${architecture}/${variant}`)) return { os, architecture }
  return { os, architecture, variant }
}

const systemPattern = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/
const componentPattern = /^[A-Za-z0-9_.-]+$/
/** As Go's %q writes a pattern. */
const quoted = ({ source }: RegExp): string => `"${source.replaceAll('\\', '\\\\')}"`

/** The parts of a specifier; throws for one that is none (containerd platforms/platforms.go, asked of 28.5.2). */
const componentsOf = (text: string): string[] => {
  const [first = '', second, third, ...more] = text.split('/')
  const parts = [first, second, third, more.length > 0 ? more.join('/') : undefined].filter(part => part !== undefined)
  for (const [at, part] of parts.entries()) {
    const pattern = at === 0 ? systemPattern : componentPattern
    if (pattern.test(part)) continue
    const [which, what] = at === 0 ? ['OS component', 'OSAndVersion'] : ['component', 'platform']
    throw invalid(
      `"${part}" is an invalid ${which} of "${text}": ${what} specifier component must match ${quoted(pattern)}: invalid argument`,
    )
  }
  if (parts.length > 3) throw invalid(`"${text}": cannot parse platform specifier: invalid argument`)
  return parts.map(part => part.toLowerCase())
}

/** Reads `linux`, `arm64` or `linux/arm/v7`; throws 400. */
export const parsePlatform = (text: string, host: Platform): Platform => {
  const parts = componentsOf(text)
  const [first = '', second, variant = ''] = parts
  if (second !== undefined) return normalized(first === 'macos' ? 'darwin' : first, second, variant)
  if (systems.has(first)) return { os: first, architecture: host.architecture }
  const alone = normalized(host.os, first, '')
  if (knownArchitectures.has(alone.architecture)) return alone
  throw invalid(`"${text}": unknown operating system or architecture: invalid argument`)
}

/** Reads a platform that is written as JSON (moby daemon/server/httputils/form.go, DecodePlatform). */
export const decodePlatform = (text: string): Platform => {
  const document = wrapped('failed to parse platform', () => parseDocument(new TextEncoder().encode(text)), 'invalid')
  const { os, architecture, variant, osVersion } = readPlatform(document)
  if (os === '' && architecture === '' && (variant || osVersion))
    throw invalid('optional platform fields provided, but OS and Architecture are missing')
  if (os === '' || architecture === '') throw invalid('both OS and Architecture must be provided')
  return { os, architecture, ...(variant && { variant }) }
}

/** Variants count only where both sides have one: an image of `arm64` is one of `arm64/v8`. */
export const matchesPlatform = (image: Platform, wanted: Platform): boolean => {
  const own = normalized(image.os, image.architecture, image.variant ?? '')
  const other = normalized(wanted.os, wanted.architecture, wanted.variant ?? '')
  return own.os === other.os && own.architecture === other.architecture && own.variant === other.variant
}

export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  variant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`
