/**
 * moby's router sends a path that is not clean to the one it should have been, once and for all methods (gorilla/mux,
 * cleanPath). Undefined: the path is clean.
 */
export const uncleanPath = (target: string): string | undefined => {
  if (!target.includes('//') && !/\/(\.|%2e)/i.test(target)) return undefined
  const query = target.indexOf('?')
  // Go's router compares what the path means.
  const path = (query < 0 ? target : target.slice(0, query)).replaceAll(/%2e/gi, '.')
  if (!/\/\/|\/\.\.?(\/|$)/.test(path)) return undefined
  const clean: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') clean.pop()
    else if (segment !== '' && segment !== '.') clean.push(segment)
  }
  const trailing = path.endsWith('/') && clean.length > 0 ? '/' : ''
  return escaped(`/${clean.join('/')}${trailing}${query < 0 ? '' : target.slice(query)}`)
}

/** A socket's target is bytes, one for each character; a header may carry only some (Go's http.Redirect escapes them). */
const escaped = (location: string): string =>
  location.replace(/[\x80-\u{10ffff}]/gu, character => {
    const code = character.charCodeAt(0)
    return code > 0xff ? encodeURIComponent(character.toWellFormed()) : `%${code.toString(16)}`
  })

/** A path with a percent sign that escapes nothing; what is wrong with a query is the handler's business. */
export const isUnreadable = (target: string): boolean => target.includes('%') && /^[^?]*%(?![0-9a-f]{2})/i.test(target)
