import { describe, expect, test } from 'vitest'
import { readNode } from '../../../../src/state/build/dockerfile/words.ts'

const read = (line: string) => {
  const { flags, args, isJson } = readNode(line, '\\', 1)
  return { flags, args, isJson }
}

describe('arguments of an instruction', () => {
  test.each([
    ['RUN echo  a', [], ['echo  a'], false],
    ['run ["echo", "a b"] ', [], ['echo', 'a b'], true],
    ['RUN []', [], [], true],
    ['RUN [echo]', [], ['[echo]'], false],
    ['RUN', [], [], false],
    ['COPY a  b\tc', [], ['a', 'b', 'c'], false],
    ['COPY --from=x --chown="a b" a b', ['--from=x', '--chown=a b'], ['a', 'b'], false],
    ['RUN --mount=a -- --b c', ['--mount=a'], ['--b c'], false],
    ['ENV a b  c', [], ['a', 'b  c', ''], false],
    ['ENV a=b "c d"=e\\ f g="h i"', [], ['a', 'b', '=', '"c d"', 'e\\ f', '=', 'g', '"h i"', '='], false],
    ["ARG a b=c d='e f'", [], ['a', 'b=c', "d='e f'"], false],
    ['HEALTHCHECK --interval=1s CMD a  b', ['--interval=1s'], ['CMD', 'a  b'], false],
    ['HEALTHCHECK CMD ["a"]', [], ['CMD', 'a'], true],
    ['ONBUILD COPY --from=x a b', [], ['COPY', 'a', 'b'], false],
    ['FOO a b', [], [], false],
    ['constructor a', [], [], false],
  ])('%s', (line, flags, args, isJson) => {
    expect(read(line)).toEqual({ flags, args, isJson })
  })
})
