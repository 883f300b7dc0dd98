import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { describe, expect, test } from 'vitest'
import { junitOf } from '../../../src/conformance/report/junit.ts'
import { hostileReport, reported, reportWith } from './sample.ts'

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** Strict: throws at whatever is not well-formed. */
const parse = (xml: string): Element => {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser()
  const last = (): Element => open.at(-1) ?? root
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element: Element = { name, attributes, children: [], text: '' }
    last().children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', text => {
    last().text += text
  })
  parser.write(xml).close()
  return root
}

const counts = ['name', 'tests', 'failures', 'errors', 'skipped', 'time']

/** The shape that Jenkins' junit-10.xsd and the readers of GitLab, Azure and GitHub's actions have in common. */
const shape: Readonly<Record<string, { attributes: string[]; children: string[] }>> = {
  '': { attributes: [], children: ['testsuites'] },
  testsuites: { attributes: counts, children: ['testsuite'] },
  testsuite: { attributes: [...counts, 'timestamp', 'hostname'], children: ['properties', 'testcase'] },
  properties: { attributes: [], children: ['property'] },
  property: { attributes: ['name', 'value'], children: [] },
  testcase: { attributes: ['name', 'classname', 'time'], children: ['skipped', 'error', 'failure', 'system-out'] },
  skipped: { attributes: ['message'], children: [] },
  error: { attributes: ['message', 'type'], children: [] },
  failure: { attributes: ['message', 'type'], children: [] },
  'system-out': { attributes: [], children: [] },
}

const strangers = ({ name, attributes, children }: Element): string[] => {
  const { attributes: known = [], children: fitting = [] } = shape[name] ?? {}
  return [
    ...Object.keys(attributes)
      .filter(each => !known.includes(each))
      .map(each => `${name} has ${each}`),
    ...known.filter(each => !Object.hasOwn(attributes, each)).map(each => `${name} lacks ${each}`),
    ...children.filter(child => !fitting.includes(child.name)).map(child => `${child.name} is in ${name}`),
    ...children.flatMap(strangers),
  ]
}

const all = (element: Element, name: string): Element[] =>
  element.children.flatMap(child => [...(child.name === name ? [child] : []), ...all(child, name)])

describe("JUnit's XML", () => {
  const document = parse(junitOf(hostileReport))

  test('is well-formed and has its shape, whatever the daemon said', () => {
    expect(strangers(document)).toEqual([])
  })

  test('has a case for each requirement and counts them', () => {
    const [root] = document.children
    expect(root?.attributes).toMatchObject({ tests: '9', failures: '2', errors: '1', skipped: '3' })
    expect(all(document, 'testcase').map(({ attributes }) => attributes.name)).toEqual(
      hostileReport.requirements.map(({ id }) => id),
    )
    for (const suite of all(document, 'testsuite'))
      expect(Number(suite.attributes.tests)).toBe(all(suite, 'testcase').length)
  })

  test('tells of a failure what was expected, got and asked', () => {
    const [failure] = all(document, 'failure')
    expect(failure?.text).toMatch(
      /expected status 404\ngot {6}<\/script>[\s\S]*evidence \/containers[\s\S]*POST \/v1\.51.*→ 500/,
    )
  })

  test('keeps texts as they are', () => {
    const got = 'tab\there, line\nbreak, <&"\'> and 𝄞'
    const report = reportWith([reported({ verdict: 'fail', expected: 'x', got, reason: got })])
    const [failure] = all(parse(junitOf(report)), 'failure')
    expect(failure?.attributes.message).toBe(`fail: ${got}`)
    expect(failure?.text).toContain(got)
  })
})
