import { expect, test } from 'vitest'
import { localOptionsFault } from '../../../src/state/volume/local-options.ts'

/** Seen with dockerd 28.5.2. */
test.each<[options: Record<string, string>, fault: string | undefined]>([
  [{}, undefined],
  [{ foo: '1', bar: '2' }, 'invalid option: "foo"'],
  [{ TYPE: 'none' }, 'invalid option: "TYPE"'],
  [{ type: 'nfs' }, 'missing required option: "device"'],
  [{ o: 'bind' }, 'missing required option: "device"'],
  [{ device: '/tmp' }, 'missing required option: "type"'],
  [{ o: 'bind', device: '/tmp' }, 'missing required option: "type"'],
  [{ type: '', o: '', device: '' }, undefined],
  [{ type: 'none', o: 'bind', device: '/nosuch' }, undefined],
  [{ type: 'nfs', o: 'addr=192.0.2.1', device: ':/x' }, undefined],
  [{ type: 'cifs', device: '//host:445/x' }, "port not allowed in CIFS device URL, include 'port' in 'o='"],
  [{ type: 'cifs', device: '//host/x' }, undefined],
  [{ size: '10m' }, 'quota size requested but no quota support'],
  [{ size: '0' }, undefined],
  [{ size: '' }, "invalid size: ''"],
  [{ size: 'x' }, "invalid size: 'x'"],
])('local volume options %j: %s', (options, fault) => {
  expect(localOptionsFault(options)).toBe(fault)
})
