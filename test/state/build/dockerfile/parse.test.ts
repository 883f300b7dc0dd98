import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../../../src/state/build/dockerfile/parse.ts'

const linesOf = (text: string): string[] => parseDockerfile(text).nodes.map(({ line }) => line)

describe('lines of a Dockerfile', () => {
  test.each([
    ['one after the other', 'FROM a\nRUN b\n', ['FROM a', 'RUN b']],
    ['without an end', 'FROM a', ['FROM a']],
    ['of Windows', 'FROM a\r\nRUN b \\\r\n c\r\n', ['FROM a', 'RUN b  c']],
    ['behind a byte order mark', '\uFEFFFROM a\n', ['FROM a']],
    ['indented', '  FROM a\n\tRUN b\n', ['FROM a', 'RUN b']],
    ['among comments', '# x\n\nFROM a # not one\n  # y\n', ['FROM a # not one']],
    ['continued', 'RUN a \\\n  b\\\nc\n', ['RUN a   bc']],
    ['continued before blanks', 'RUN a \\  \nb', ['RUN a b']],
    ['continued over comments', 'RUN a \\\n# x\n  # y\n b', ['RUN a  b']],
    ['continued to the end', 'RUN a \\\n', ['RUN a ']],
    ['ending in an escaped escape', 'RUN a \\\\\nRUN b', ['RUN a \\\\', 'RUN b']],
    ['ending in a semicolon for find', 'RUN a \\\n && b {} \\;\nRUN c', ['RUN a  && b {} \\;', 'RUN c']],
    ['with another escape', '# escape=`\nRUN a `\n b\\\nRUN c', ['RUN a  b\\', 'RUN c']],
    ['whose directive comes too late', '# x\n# escape=`\nRUN a `\nRUN b', ['RUN a `', 'RUN b']],
    ['in the middle of a word', 'R\\\nUN a', ['RUN a']],
  ])('%s', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected)
  })

  test.each([
    ['', 'file with no instructions'],
    ['# x\n', 'file with no instructions'],
    ['# escape=x\nFROM a', "invalid escape token 'x' does not match ` or \\"],
    ['# escape=\\\n#escape=`\nFROM a', 'only one escape parser directive can be used'],
    ['RUN <<X\na\n', 'unterminated heredoc'],
    ['ENV a', 'ENV must have two arguments'],
    ['LABEL a=b c', `Syntax error - can't find = in "c". Must be of the form: name=value`],
    ['CMD [1]', 'when using JSON array syntax, arrays must be comprised of strings only'],
    [`FROM a\nRUN ${'x'.repeat(70_000)}\n`, 'dockerfile line greater than max allowed size of 65535'],
  ])('%j is refused', (text, message) => {
    expect(() => parseDockerfile(text)).toThrow(message)
  })

  test('empty lines among continued ones are warned of', () => {
    expect(parseDockerfile('RUN a \\\n\n b\n').warnings).toEqual(['Empty continuation line found in: RUN a  b'])
  })

  test('an instruction begins where its first line is', () => {
    const { nodes } = parseDockerfile('FROM a\n\n# x\nRUN b \\\n c\nRUN d')
    expect(nodes.map(({ startLine }) => startLine)).toEqual([1, 4, 6])
  })

  test('files inside come with their instruction', () => {
    const { nodes } = parseDockerfile('RUN <<A cat <<-"B"\none\nA\n\ttwo\n\tB\nRUN x <<<y\nCMD <<C\n')
    expect(nodes.map(({ hereDocuments }) => hereDocuments)).toEqual([
      [
        { name: 'A', chomp: false, content: 'one\n' },
        { name: 'B', chomp: true, content: '\ttwo\n' },
      ],
      [],
      [],
    ])
  })

  test('where a line is continued makes no difference', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{1,30}$/), fc.nat(), (rest, at) => {
        const line = `RUN x${rest}`
        const cut = 1 + (at % (line.length - 1))
        // A line of blanks alone is skipped.
        fc.pre(line.slice(cut).trim() !== '')
        expect(linesOf(`${line.slice(0, cut)}\\\n${line.slice(cut)}\n`)).toEqual([line])
      }),
    )
  })
})
