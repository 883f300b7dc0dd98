import type { BinaryText } from '../binary.ts'
import { ExpressionParser } from './parse-expressions.ts'
import type { Expression, Rule, Script, Statement, UserFunction } from './syntax.ts'
import { AwkError, tokenize } from './tokens.ts'

export const parseAwk = (source: BinaryText): Script => new Parser(tokenize(source)).parse()

class Parser extends ExpressionParser {
  parse(): Script {
    const rules: Rule[] = []
    const functions = new Map<string, UserFunction>()
    for (this.newlines(); this.token.kind !== 'end'; this.newlines()) {
      if (this.take('function', 'func')) {
        const name = this.name()
        this.expect('(')
        const parameters: string[] = []
        while (!this.sees(')')) {
          parameters.push(this.name())
          if (!this.take(',')) break
          this.lines()
        }
        this.expect(')')
        this.lines()
        functions.set(name, { parameters, body: this.#block() })
      } else rules.push(this.#rule())
    }
    return { rules, functions }
  }

  #rule(): Rule {
    const special = this.take('BEGIN', 'END') as 'BEGIN' | 'END' | undefined
    const pattern = special ?? (this.sees('{') ? undefined : this.expression())
    let until: Expression | undefined
    if (this.take(',')) {
      this.lines()
      until = this.expression()
    }
    return { pattern, until, action: this.sees('{') ? this.#block() : undefined }
  }

  #block(): Statement {
    this.expect('{')
    const body: Statement[] = []
    for (this.newlines(); !this.sees('}'); this.newlines()) {
      if (this.token.kind === 'end') throw new AwkError('unexpected end of program')
      body.push(this.#statement())
    }
    this.expect('}')
    return { kind: 'block', body }
  }

  #end(): void {
    if (this.token.kind === 'newline' || this.sees(';')) this.at++
    else if (!this.sees('}') && this.token.kind !== 'end') throw new AwkError(`syntax error near '${this.token.text}'`)
  }

  /** The statement after `if (…)`, `else`, `while (…)`. */
  #body(): Statement {
    this.lines()
    if (this.take(';')) return { kind: 'block', body: [] }
    return this.#statement()
  }

  #statement(): Statement {
    if (this.sees('{')) return this.#block()
    const keyword = this.token.kind === 'keyword' ? this.token.text : ''
    switch (keyword) {
      case 'if':
        return this.#if()
      case 'while': {
        this.at++
        const test = this.#parenthesized()
        return { kind: 'loop', first: undefined, test, after: undefined, body: this.#body(), testLast: false }
      }
      case 'do': {
        this.at++
        const body = this.#body()
        this.newlines()
        this.expect('while')
        const test = this.#parenthesized()
        this.#end()
        return { kind: 'loop', first: undefined, test, after: undefined, body, testLast: true }
      }
      case 'for':
        return this.#for()
    }
    const statement = this.#simple()
    this.#end()
    return statement
  }

  #parenthesized(): Expression {
    this.expect('(')
    const test = this.expression()
    this.expect(')')
    return test
  }

  #if(): Statement {
    this.at++
    const test = this.#parenthesized()
    const yes = this.#body()
    const back = this.at
    this.newlines()
    if (this.take('else')) return { kind: 'if', test, yes, no: this.#body() }
    this.at = back
    return { kind: 'if', test, yes, no: undefined }
  }

  #for(): Statement {
    this.at++
    this.expect('(')
    const [variable, keyword, name, close] = this.tokens.slice(this.at, this.at + 4)
    if (variable?.kind === 'name' && keyword?.text === 'in' && name?.kind === 'name' && close?.text === ')') {
      this.at += 4
      return { kind: 'each', variable: variable.text, name: name.text, body: this.#body() }
    }
    const first = this.sees(';') ? undefined : this.#simple()
    this.expect(';')
    this.lines()
    const test = this.sees(';') ? undefined : this.expression()
    this.expect(';')
    this.lines()
    const after = this.sees(')') ? undefined : this.#simple()
    this.expect(')')
    return { kind: 'loop', first, test, after, body: this.#body(), testLast: false }
  }

  #simple(): Statement {
    const keyword = this.take('print', 'printf', 'delete', 'break', 'continue', 'next', 'exit', 'return')
    switch (keyword) {
      case 'print':
      case 'printf':
        return this.#print(keyword === 'printf')
      case 'delete': {
        const name = this.name()
        return { kind: 'delete', name, index: this.sees('[') ? this.subscript() : undefined }
      }
      case 'break':
      case 'continue':
      case 'next':
        return { kind: keyword }
      case 'exit':
      case 'return': {
        const ends = this.token.kind === 'newline' || this.sees(';', '}')
        return { kind: keyword, value: ends ? undefined : this.expression() }
      }
    }
    return { kind: 'expression', value: this.expression() }
  }

  #print(formatted: boolean): Statement {
    this.noGreater = true
    const ends = this.token.kind === 'newline' || this.sees(';', '}', '>', '>>', '|')
    let values = ends ? [] : this.list()
    this.noGreater = false
    const [only] = values
    if (values.length === 1 && only?.kind === 'grouping') values = [...only.items]
    if (this.sees('|')) throw new AwkError('output pipes are not supported')
    const redirect = this.take('>', '>>')
    return {
      kind: 'print',
      formatted,
      values,
      redirect: redirect ? { append: redirect === '>>', to: this.concatenation() } : undefined,
    }
  }
}
