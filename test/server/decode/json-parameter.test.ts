import { describe, expect, test } from 'vitest'
import { type JsonParameterType, readJsonParameter } from '../../../src/server/decode/json-parameter.ts'

/** As dockerd 28.5.2 reads the parameters of a build. */
describe('a query parameter that is JSON', () => {
  test.each<[string | undefined, JsonParameterType, unknown]>([
    [undefined, '[]string', undefined],
    ['', '[]string', undefined],
    ['null', '[]string', undefined],
    ['["a"]', '[]string', ['a']],
    ['[null]', '[]string', ['']],
    ['{"a":"b"}', 'map[string]string', { a: 'b' }],
    ['{"a":null}', 'map[string]string', { a: '' }],
    ['{"a":null}', 'map[string]*string', { a: null }],
    ['[{"Name":"nofile"}]', '[]*container.Ulimit', [{ Name: 'nofile' }]],
  ])('%j is read as %s', (text, type, expected) => {
    expect(readJsonParameter(text, type, 'label')).toEqual(expected)
  })

  test.each<[string, JsonParameterType, string]>([
    ['x', '[]string', `invalid character 'x' looking for beginning of value`],
    ['[', '[]string', 'unexpected end of JSON input'],
    [' ', '[]string', 'unexpected end of JSON input'],
    ['[]x', '[]string', `invalid character 'x' after top-level value`],
    ['[]', 'map[string]string', 'json: cannot unmarshal array into Go value of type map[string]string'],
    ['{}', '[]string', 'json: cannot unmarshal object into Go value of type []string'],
    ['true', '[]string', 'json: cannot unmarshal bool into Go value of type []string'],
    ['[1]', '[]string', 'json: cannot unmarshal number into Go value of type string'],
    ['["x"]', '[]*container.Ulimit', 'json: cannot unmarshal string into Go value of type container.Ulimit'],
  ])('%j is no %s', (text, type, message) => {
    expect(() => readJsonParameter(text, type, 'error reading it')).toThrow(`error reading it: ${message}`)
  })
})
