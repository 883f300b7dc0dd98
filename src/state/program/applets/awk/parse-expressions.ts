import type { Expression, Lvalue } from './syntax.ts'
import { AwkError, type Token } from './tokens.ts'

/** Binary operators by how tightly they bind, loosest first; concatenation stands between comparison and sums. */
const comparisons = ['<', '<=', '==', '!=', '>', '>=']
const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '^=', '**=']

const isLvalue = (expression: Expression): expression is Lvalue =>
  ['variable', 'element', 'field'].includes(expression.kind)

/** Everything below statements: the tokens, and expressions by descent. */
export class ExpressionParser {
  protected readonly tokens: readonly Token[]
  protected at = 0
  /** Inside `print …` a bare `>` redirects; inside `for (… in …)` a bare `in` is the loop's. */
  protected noGreater = false
  #noIn = false

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  protected get token(): Token {
    return this.tokens[this.at] as Token
  }

  protected sees(...texts: string[]): boolean {
    const { kind, text } = this.token
    return (kind === 'operator' || kind === 'keyword') && texts.includes(text)
  }

  protected take(...texts: string[]): string | undefined {
    if (!this.sees(...texts)) return undefined
    return this.tokens[this.at++]?.text
  }

  protected expect(text: string): void {
    if (this.take(text) === undefined)
      throw new AwkError(`syntax error near '${this.token.text.trim() || 'end of line'}'`)
  }

  protected name(): string {
    const token = this.token
    if (token.kind !== 'name' && token.kind !== 'function-name')
      throw new AwkError(`syntax error near '${token.text.trim()}'`)
    this.at++
    return token.text
  }

  protected newlines(): void {
    while (this.token.kind === 'newline' || this.sees(';')) this.at++
  }

  protected lines(): void {
    while (this.token.kind === 'newline') this.at++
  }

  protected list(): Expression[] {
    const items = [this.expression()]
    while (this.take(',')) {
      this.lines()
      items.push(this.expression())
    }
    return items
  }

  protected subscript(): Expression[] {
    this.expect('[')
    const items = this.#free(() => this.list())
    this.expect(']')
    return items
  }

  /** Inside brackets `>` and `in` have their ordinary meaning again. */
  #free<T>(parse: () => T): T {
    const [greater, inside] = [this.noGreater, this.#noIn]
    this.noGreater = false
    this.#noIn = false
    const result = parse()
    this.noGreater = greater
    this.#noIn = inside
    return result
  }

  protected expression(): Expression {
    const left = this.#ternary()
    const operator = isLvalue(left) ? this.take(...assignments) : undefined
    if (operator === undefined) return left
    this.lines()
    return {
      kind: 'assign',
      operator: operator.slice(0, -1).replace('**', '^'),
      target: left as Lvalue,
      value: this.expression(),
    }
  }

  #ternary(): Expression {
    const test = this.#or()
    if (!this.take('?')) return test
    this.lines()
    const yes = this.expression()
    this.lines()
    this.expect(':')
    this.lines()
    return { kind: 'conditional', test, yes, no: this.expression() }
  }

  #or(): Expression {
    let left = this.#and()
    while (this.take('||')) {
      this.lines()
      left = { kind: 'binary', operator: '||', left, right: this.#and() }
    }
    return left
  }

  #and(): Expression {
    let left = this.#membership()
    while (this.take('&&')) {
      this.lines()
      left = { kind: 'binary', operator: '&&', left, right: this.#membership() }
    }
    return left
  }

  #membership(): Expression {
    let left = this.#matching()
    while (!this.#noIn && this.take('in'))
      left = { kind: 'in', index: left.kind === 'grouping' ? left.items : [left], name: this.name() }
    return left
  }

  #matching(): Expression {
    let left = this.#comparison()
    for (let operator = this.take('~', '!~'); operator; operator = this.take('~', '!~'))
      left = { kind: 'match', negated: operator === '!~', left, right: this.#comparison() }
    return left
  }

  #comparison(): Expression {
    const left = this.concatenation()
    if (this.noGreater && this.sees('>')) return left
    const operator = this.take(...comparisons)
    return operator ? { kind: 'binary', operator, left, right: this.concatenation() } : left
  }

  protected concatenation(): Expression {
    let left = this.#sum()
    while (this.#startsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() }
    return left
  }

  #startsOperand(): boolean {
    const { kind } = this.token
    if (['number', 'string', 'regex', 'name', 'function-name'].includes(kind)) return true
    return this.sees('$', '!', '(', '-', '+', '++', '--')
  }

  #sum(): Expression {
    let left = this.#product()
    for (let operator = this.take('+', '-'); operator; operator = this.take('+', '-'))
      left = { kind: 'binary', operator, left, right: this.#product() }
    return left
  }

  #product(): Expression {
    let left = this.#unary()
    for (let operator = this.take('*', '/', '%'); operator; operator = this.take('*', '/', '%'))
      left = { kind: 'binary', operator, left, right: this.#unary() }
    return left
  }

  #unary(): Expression {
    const operator = this.take('!', '-', '+')
    return operator ? { kind: 'unary', operator, operand: this.#unary() } : this.#power()
  }

  #power(): Expression {
    const left = this.#postfix()
    if (!this.take('^', '**')) return left
    return { kind: 'binary', operator: '^', left, right: this.#unary() }
  }

  #postfix(): Expression {
    const target = this.#primary()
    if (!isLvalue(target)) return target
    const operator = this.take('++', '--')
    return operator ? { kind: 'step', target, by: operator === '++' ? 1 : -1, prefix: false } : target
  }

  #primary(): Expression {
    const token = this.token
    this.at++
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) }
    if (token.kind === 'string') return { kind: 'string', text: token.text }
    if (token.kind === 'regex') return { kind: 'regex', source: token.text }
    if (token.kind === 'function-name') return this.#call(token.text)
    if (token.kind === 'name') {
      if (this.sees('[')) return { kind: 'element', name: token.text, index: this.subscript() }
      // `length` needs no parentheses.
      return token.text === 'length'
        ? { kind: 'call', name: 'length', values: [] }
        : { kind: 'variable', name: token.text }
    }
    if (token.text === 'getline') return this.#getline()
    if (token.text === '$') return { kind: 'field', index: this.#stepped() ?? this.#primary() }
    if (token.text === '++' || token.text === '--') {
      const target = this.#primary()
      if (!isLvalue(target)) throw new AwkError('syntax error: ++ needs a variable')
      return { kind: 'step', target, by: token.text === '++' ? 1 : -1, prefix: true }
    }
    if (token.text !== '(') throw new AwkError(`syntax error near '${token.text.trim() || 'end of line'}'`)
    const items = this.#free(() => this.list())
    this.expect(')')
    return { kind: 'grouping', items }
  }

  /** `$-1` and `$++i`. */
  #stepped(): Expression | undefined {
    return this.sees('-', '+', '!') ? this.#unary() : undefined
  }

  #getline(): Expression {
    const target = this.token.kind === 'name' || this.sees('$') ? this.#primary() : undefined
    const file = this.take('<') ? this.#primary() : undefined
    return { kind: 'getline', target: target && isLvalue(target) ? target : undefined, file }
  }

  #call(name: string): Expression {
    this.expect('(')
    this.lines()
    const values = this.sees(')') ? [] : this.#free(() => this.list())
    this.lines()
    this.expect(')')
    return { kind: 'call', name, values }
  }
}
