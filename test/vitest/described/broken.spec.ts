import type { Target } from '../../../src/conformance.ts'
import { describeConformance } from '../../../src/vitest.ts'
import { startFake } from '../../conformance/fake.ts'

/** A fake that does not know how to rename. */
const broken = async (): Promise<Target> => {
  const fake = await startFake()
  return {
    ...fake,
    name: 'unix:///broken.sock',
    async send(request) {
      const reply = await fake.send(request)
      return /\/rename/.test(request.target) ? { ...reply, status: 500 } : reply
    },
  }
}

describeConformance(broken, {
  title: 'a broken daemon',
  only: ({ id }) => ['ContainerRename.renames', 'ContainerRename.of-nothing', 'SystemPing.with-version'].includes(id),
  expected: [
    { id: 'ContainerRename.of-nothing', because: 'it cannot rename' },
    { id: 'SystemPing.with-version', because: 'it cannot ping', place: 'expected.yaml:3' },
  ],
})
