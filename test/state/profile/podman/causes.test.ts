import { expect, test } from 'vitest'
import { causeOf } from '../../../../src/state/profile/podman/causes.ts'

test.each([
  ['no container with name or ID "x" found: no such container', 'no such container'],
  ['top can only be used on running containers', 'top can only be used on running containers'],
  ['failed to parse request: unexpected EOF', 'unexpected EOF'],
  [
    'failed to find image x: docker.io/library/x: No such image',
    'failed to find image x: docker.io/library/x: No such image',
  ],
  [
    'image x is in use: image used by 1a2b: image is in use by a container: consider listing external containers and force-removing image',
    'image is in use by a container',
  ],
])('the cause of %j is %j', (message, cause) => {
  expect(causeOf(message)).toBe(cause)
})
