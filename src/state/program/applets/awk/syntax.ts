import type { BinaryText } from '../binary.ts'

export type Lvalue =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'element'; readonly name: string; readonly index: readonly Expression[] }
  | { readonly kind: 'field'; readonly index: Expression }

export type Expression =
  | Lvalue
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly text: BinaryText }
  | { readonly kind: 'regex'; readonly source: BinaryText }
  | { readonly kind: 'grouping'; readonly items: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'match'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly index: readonly Expression[]; readonly name: string }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'assign'; readonly operator: string; readonly target: Lvalue; readonly value: Expression }
  | { readonly kind: 'step'; readonly target: Lvalue; readonly by: 1 | -1; readonly prefix: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Expression[] }
  | { readonly kind: 'getline'; readonly target: Lvalue | undefined; readonly file: Expression | undefined }

export type Statement =
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'print'
      readonly formatted: boolean
      readonly values: readonly Expression[]
      readonly redirect: { readonly append: boolean; readonly to: Expression } | undefined
    }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Statement; readonly no: Statement | undefined }
  | {
      readonly kind: 'loop'
      readonly first: Statement | undefined
      readonly test: Expression | undefined
      readonly after: Statement | undefined
      readonly body: Statement
      readonly testLast: boolean
    }
  | { readonly kind: 'each'; readonly variable: string; readonly name: string; readonly body: Statement }
  | { readonly kind: 'delete'; readonly name: string; readonly index: readonly Expression[] | undefined }
  | { readonly kind: 'break' | 'continue' | 'next' }
  | { readonly kind: 'exit' | 'return'; readonly value: Expression | undefined }

export interface Rule {
  readonly pattern: 'BEGIN' | 'END' | Expression | undefined
  /** The end of a range `/a/,/b/`. */
  readonly until: Expression | undefined
  readonly action: Statement | undefined
}

export interface UserFunction {
  readonly parameters: readonly string[]
  readonly body: Statement
}

export interface Script {
  readonly rules: readonly Rule[]
  readonly functions: ReadonlyMap<string, UserFunction>
}
