import { matchesPattern } from '../../filters.ts'
import type { Container } from '../entity.ts'

/**
 * What `details=1` puts before each line: what the log options `labels`, `labels-regex`, `env`, `env-regex` and `tag`
 * select, as `key=value` with both sides escaped, by key (moby daemon/logger/loginfo.go, ExtraAttributes).
 */
export const detailsOf = ({ config, hostConfig, id, name }: Container): string => {
  const options = hostConfig.LogConfig?.Config ?? {}
  const attributes = new Map<string, string>()
  const labels = Object.entries(config.Labels ?? {}).map(([key, value]): [string, string] => [key, value ?? ''])
  const variables = (config.Env ?? []).flatMap((entry): [string, string][] => {
    const equals = entry.indexOf('=')
    return equals < 0 ? [] : [[entry.slice(0, equals), entry.slice(equals + 1)]]
  })
  select(attributes, labels, options.labels, options['labels-regex'])
  select(attributes, variables, options.env, options['env-regex'])
  if (options.tag) attributes.set('tag', expandTag(options.tag, { id, name, image: config.Image ?? '' }))
  return [...attributes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${escaped(key)}=${escaped(value)}`)
    .join(',')
}

const select = (
  attributes: Map<string, string>,
  entries: readonly (readonly [string, string])[],
  names: string | null | undefined,
  pattern: string | null | undefined,
): void => {
  const wanted = new Set((names ?? '').split(',').filter(key => key !== ''))
  for (const [key, value] of entries) {
    if (wanted.has(key) || (pattern && matchesPattern([pattern], key))) attributes.set(key, value)
  }
}

/** The template fields of `tag` (moby daemon/logger/loggerutils/log_tag.go). */
const expandTag = (template: string, { id, name, image }: { id: string; name: string; image: string }): string => {
  const fields: Readonly<Record<string, string>> = {
    ID: id.slice(0, 12),
    FullID: id,
    Name: name,
    ImageName: image,
    DaemonName: 'docker',
  }
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (whole, field: string) => fields[field] ?? whole)
}

/** Go's url.QueryEscape. */
const escaped = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
