import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A machine with only Node 20 gets its Node through npm; if that failed, every other result would be about the wrong Node. */
test('tests run on the Node that package.json brings', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>
  }
  const brought = Object.hasOwn(optionalDependencies, `node-${process.platform}-${process.arch}`)
  if (brought) expect(process.versions.node).toBe(optionalDependencies[`node-${process.platform}-${process.arch}`])
  else expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(22)
})
