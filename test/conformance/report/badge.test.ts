import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { badgeOf, shieldsOf } from '../../../src/conformance/report/badge.ts'
import { hostileReport, reported, reportWith } from './sample.ts'

describe('the badge', () => {
  test.each([
    ['pass', reportWith([reported(), reported()]), '2/2', 'brightgreen'],
    ['partial', reportWith([reported(), reported({ verdict: 'skip', lacks: 'run' })]), '1/1 partial', 'yellow'],
    ['fail', reportWith([reported(), reported({ verdict: 'fail' })]), '1/2 fail', 'red'],
    ['error', reportWith([reported({ verdict: 'error' })]), '0/1 error', 'lightgrey'],
  ])('of a %s says how much holds', (_, report, message, color) => {
    expect(shieldsOf(report)).toMatchObject({ schemaVersion: 1, label: 'Engine API', message, color })
    expect(badgeOf(report)).toContain(`aria-label="Engine API: ${message}"`)
  })

  test('is a well-formed picture without a word of the daemon', () => {
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', error => {
      throw error
    })
    parser.write(badgeOf(hostileReport)).close()
    expect(badgeOf(hostileReport)).not.toContain('onerror')
  })
})
