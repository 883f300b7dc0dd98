/**
 * The error at the bottom of podman's, which wraps one in the other: what stands behind the last colon, but for those that
 * are wrapped otherwise (podman pkg/errorhandling/errorhandling.go, Cause).
 */
export const causeOf = (message: string): string => {
  for (const [pattern, cause] of otherwise) if (pattern.test(message)) return cause ?? message
  return message.slice(message.lastIndexOf(': ') + 1).trim()
}

/** Undefined: the whole text. */
const otherwise: readonly (readonly [pattern: RegExp, cause: string | undefined])[] = [
  [/: image is in use by a container: /, 'image is in use by a container'],
  [/^failed to find image .*: No such image$/, undefined],
  [/^Bad Request: /, undefined],
  [/^invalid signal: /, undefined],
  [/^invalid image filter /, undefined],
]
