import { invalid } from '../../error.ts'

/** Looks at one thing of a request: the text of the refusal, or undefined when all is well. */
export type Check<Subject> = (subject: Subject) => string | undefined

/** A row of a table of refusals. */
export const refuses =
  <Subject>(isWrong: (subject: Subject) => boolean, text: string | ((subject: Subject) => string)): Check<Subject> =>
  subject => {
    if (!isWrong(subject)) return undefined
    return typeof text === 'string' ? text : text(subject)
  }

/** The same check for every item of a list; the first wrong one speaks. */
export const eachOf =
  <Subject, Item>(items: (subject: Subject) => Iterable<Item>, check: Check<Item>): Check<Subject> =>
  subject => {
    for (const item of items(subject)) {
      const text = check(item)
      if (text !== undefined) return text
    }
    return undefined
  }

/** Goes through the table in order; the first refusal is a 400. */
export const verify = <Subject>(checks: readonly Check<Subject>[], subject: Subject): void => {
  for (const check of checks) {
    const text = check(subject)
    if (text !== undefined) throw invalid(text)
  }
}
