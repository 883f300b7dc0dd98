/** Makes `path` absolute against `directory` and resolves `.`, `..` and repeated slashes by their spelling alone. */
export const absolutePath = (directory: string, path: string): string => {
  const names: string[] = []
  for (const name of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (name === '' || name === '.') continue
    if (name === '..') names.pop()
    else names.push(name)
  }
  return `/${names.join('/')}`
}
