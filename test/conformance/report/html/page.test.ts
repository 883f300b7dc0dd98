import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { htmlOf } from '../../../../src/conformance/report/html/page.ts'
import { hostileReport, reported, reportWith } from '../sample.ts'

const page = htmlOf(hostileReport)

/** All tags of the page as they stand there, without what style and script hold. */
const tags = page.replace(/(<(style|script)>)[\s\S]*?<\/\2>/g, '$1</$2>').match(/<[^>]*>/g) ?? []

describe('the HTML page', () => {
  test('has no tag, and no attribute, that a daemon made', () => {
    const names = new Set(tags.map(tag => /^<!?\/?([\w-]+)/.exec(tag)?.[1] ?? tag))
    expect([...names].filter(name => ['img', 'iframe', 'object', 'embed', 'base', 'form'].includes(name))).toEqual([])
    expect(tags.filter(tag => /\son\w+=/i.test(tag))).toEqual([])
    expect(page.match(/<script>/g)?.length).toBe(1)
  })

  test('asks for nothing outside: no source, no sheet, no picture', () => {
    expect(tags.filter(tag => /\s(src|srcset|action|data|xlink:href)=/.test(tag))).toEqual([])
    expect(tags.filter(tag => tag.startsWith('<link'))).toEqual([])
    const links = tags.flatMap(tag => /\shref="([^"]*)"/.exec(tag)?.[1] ?? [])
    expect(links).toEqual(['#requirements', 'https://example.org/1'])
  })

  test('allows its own style and its own script, and no others', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'")
    const hash = (name: string): string => {
      const text = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? ''
      return `${name}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`
    }
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(hash('style'))
    expect(policy).toContain(hash('script'))
  })

  test('shows every requirement under its name, what was expected and got, and what was asked', () => {
    for (const { id, verdict } of hostileReport.requirements)
      expect(page).toContain(`<details id="${id}" class="${verdict}" data-verdict="${verdict}">`)
    expect(page).toContain('<pre>status 404</pre>')
    expect(page).toContain('&lt;/script&gt;&lt;/pre&gt;&quot;&#39;&gt;&lt;img src=x')
    expect(page).toMatch(/<td class="number">500<\/td>/)
  })

  test('shows what an object was after which request', () => {
    const trace = [
      ['POST', '/v1.51/containers/create?name=%3Cone%3E', 201],
      ['POST', '/v1.51/containers/%3Cone%3E/start', 204],
      ['GET', '/v1.51/info', 200],
    ] as const
    const entries = trace.map(
      ([method, target, status]) => ({ operation: 'SystemPing', method, target, status, milliseconds: 1 }) as const,
    )
    const shown = htmlOf(reportWith([reported({ verdict: 'fail', trace: entries })]))
    expect(shown).toContain('container <code>&lt;one&gt;</code></th><td colspan="1" class="xfail">created</td>')
    expect(shown).toContain('<td colspan="2" class="pass">running</td>')
  })

  test('names what every control is for', () => {
    for (const tag of tags.filter(each => /^<(input|svg|div class="tools")/.test(each)))
      expect(tag).toMatch(/aria-label=/)
    expect(page).toContain('<html lang="en">')
  })
})
