import { describe, expect, test } from 'vitest'
import { markdownOf } from '../../../src/conformance/report/markdown.ts'
import { hostileReport, reported, reportWith } from './sample.ts'

describe('the Markdown summary', () => {
  test('counts by part of the API and names what is not as it should be', () => {
    const report = reportWith([
      reported(),
      reported({
        id: 'ContainerPause.when-missing',
        verdict: 'fail',
        expected: 'status 404',
        got: '500 {"message":"a|b"}',
      }),
      reported({ id: 'ImageList.skipped', operation: 'ImageList', verdict: 'skip', lacks: 'image', reason: 'none' }),
    ])
    expect(markdownOf(report)).toMatchInlineSnapshot(`
      "## Engine 28.5.2, API 1.51: fail

      Something is not as it should be. 1 pass, 1 fail, 1 skip; profile core, in 12.3 s, on \`unix:///run/docker.sock\`.

      | | asked | hold | other |
      |---|---:|---:|---|
      | Container | 2 | 1 | 1 fail |
      | Image | 1 | 0 | 1 skip |

      ### Findings

      - **fail** \`ContainerPause.when-missing\`: A running container is paused
        - expected \`status 404\`
        - got \`500 {"message":"a|b"}\`
      "
    `)
  })

  test('lets no words of a daemon be mark-up', () => {
    const text = markdownOf(hostileReport)
    // In code spans everything is words; out of them nothing may be left unescaped.
    const outside = text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '').replaceAll(/\\./g, '')
    expect(outside).not.toMatch(/<|\]\(|@\w/)
  })

  test('names fifty findings and counts the rest', () => {
    const many = Array.from({ length: 60 }, (_, index) => reported({ id: `ContainerPause.${index}`, verdict: 'fail' }))
    expect(markdownOf(reportWith(many))).toContain('- … and 10 more')
  })
})
