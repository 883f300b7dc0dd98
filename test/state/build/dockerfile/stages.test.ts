import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../../../src/state/build/dockerfile/parse.ts'
import { readStages } from '../../../../src/state/build/dockerfile/stages.ts'

const read = (text: string) => readStages(parseDockerfile(text).nodes)

/** The refusals were seen with dockerd 28.5.2. */
describe('stages', () => {
  test('an image begins each, and arguments may come before', () => {
    const { stages, globalArguments } = read('ARG A=1\nFROM $A AS Build\nRUN x\nFROM --platform=linux/arm64 b\n')
    expect(globalArguments.map(({ code }) => code)).toEqual(['ARG A=1'])
    expect(stages.map(({ name, base, platform, instructions }) => [name, base, platform, instructions.length])).toEqual(
      [
        ['build', '$A', '', 1],
        ['', 'b', 'linux/arm64', 0],
      ],
    )
  })

  test.each([
    ['FOO', 'unknown instruction: FOO (did you mean FROM?)'],
    ['Runn', 'unknown instruction: Runn (did you mean run?)'],
    ['EXTRAORDINARY', 'unknown instruction: EXTRAORDINARY'],
    ['FROM a b', 'FROM requires either one or three arguments'],
    ['FROM a AS 1', `invalid name for build stage: "1", name can't start with a number or contain symbols`],
    ['COPY a', 'COPY requires at least two arguments, but only one was provided. Destination could not be determined'],
    ['COPY --frm=x a b', 'unknown flag: --frm (did you mean from?)'],
    ['COPY --from a b', 'missing a value on flag: --from'],
    ['COPY --link=x a b', 'expecting boolean value for flag --link, not: x'],
    ['COPY --from=a --from=b a b', 'duplicate flag specified: --from'],
    ['COPY a <<X\nX', 'COPY cannot accept a heredoc as a destination'],
    ['ENV', 'ENV requires at least one argument'],
    ['ENV =b', 'ENV names can not be blank'],
    ['ARG =b', 'ARG names can not be blank'],
    ['SHELL sh', 'SHELL requires the arguments to be in JSON form'],
    ['SHELL []', 'SHELL requires at least one argument'],
    ['USER', 'USER requires exactly one argument'],
    ['USER --x a', 'unknown flag: --x'],
    ['VOLUME [""]', 'VOLUME specified can not be an empty string'],
    ['ONBUILD ONBUILD RUN x', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
    ['ONBUILD FROM x', "FROM isn't allowed as an ONBUILD trigger"],
    ['HEALTHCHECK', 'HEALTHCHECK requires at least one argument'],
    ['HEALTHCHECK NONE x', 'HEALTHCHECK NONE takes no arguments'],
    ['HEALTHCHECK CMD', 'Missing command after HEALTHCHECK CMD'],
    ['HEALTHCHECK FOO x', 'Unknown type "FOO" in HEALTHCHECK (try CMD)'],
    ['HEALTHCHECK --interval=x CMD y', 'time: invalid duration "x"'],
    ['HEALTHCHECK --interval=1us CMD y', 'Interval "interval" cannot be less than 1ms'],
    ['HEALTHCHECK --retries=-1 CMD y', '--retries cannot be negative (-1)'],
    ['HEALTHCHECK --retries=x CMD y', 'strconv.ParseInt: parsing "x": invalid syntax'],
  ])('%s is refused with its line', (line, message) => {
    expect(() => read(`FROM busybox\n${line}\n`)).toThrow(`dockerfile parse error on line 2: ${message}`)
  })

  test('nothing runs before there is an image', () => {
    expect(() => read('RUN x')).toThrow('no build stage in current context')
  })
})
