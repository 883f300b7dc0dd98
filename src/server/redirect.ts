/**
 * moby's router sends a path that is not clean to the one it should have been, once and for all methods (gorilla/mux,
 * cleanPath). Undefined: the path is clean.
 */
export const uncleanPath = (target: string): string | undefined => {
  if (!target.includes('//') && !target.includes('/.')) return undefined
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  if (!/\/\/|\/\.\.?(\/|$)/.test(path)) return undefined
  const clean: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') clean.pop()
    else if (segment !== '' && segment !== '.') clean.push(segment)
  }
  const trailing = path.endsWith('/') && clean.length > 0 ? '/' : ''
  return `/${clean.join('/')}${trailing}${query < 0 ? '' : target.slice(query)}`
}
