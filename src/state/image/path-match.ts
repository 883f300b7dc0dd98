/** Go's path.Match: `*` and `?` stop at slashes. Undefined for a pattern that is none. */
export const pathPattern = (pattern: string): RegExp | undefined => {
  let source = ''
  for (let rest = pattern; rest !== ''; ) {
    const [piece = ''] = /^(?:\*+|\?|\[\^?(?:\\.|[^\\\]])(?:\\.|[^\\\]])*\]|\\.|[^\\[])/s.exec(rest) ?? []
    if (piece === '') return undefined
    rest = rest.slice(piece.length)
    if (piece.startsWith('*')) source += '[^/]*'
    else if (piece === '?') source += '[^/]'
    else if (piece.startsWith('[')) source += piece
    else source += (piece.startsWith('\\') ? piece.slice(1) : piece).replace(/[\\^$.|+(){}*?[\]/]/g, '\\$&')
  }
  try {
    return new RegExp(`^${source}$`, 's')
  } catch {
    return undefined
  }
}
