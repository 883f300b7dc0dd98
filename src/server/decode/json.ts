import { invalid } from '../../state/error.ts'
import { moreAfter, scanJson } from '../../state/json-syntax.ts'

const decoder = new TextDecoder()

/** The first JSON value of a body, read as moby reads it (daemon/server/httputils/httputils.go, ReadJSON). Until 20.10 it may have more. */
export const parseJson = (bytes: Uint8Array, mayHaveMore = false): unknown => {
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    return parseAsGo(bytes, mayHaveMore)
  }
}

const parseAsGo = (bytes: Uint8Array, mayHaveMore: boolean): unknown => {
  const scan = scanJson(bytes)
  if (scan.outcome === 'nothing') throw invalid('invalid JSON: got EOF while reading request body')
  if (scan.outcome === 'error') throw invalid(`invalid JSON: ${scan.message}`)
  if (!mayHaveMore && moreAfter(bytes, scan.end)) throw invalid('unexpected content after JSON')
  return JSON.parse(decoder.decode(bytes.subarray(0, scan.end)))
}
