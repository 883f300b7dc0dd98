import { quotePattern } from './pattern.ts'

/** What expanding a word gives, before it is cut into fields. */
export interface Piece {
  readonly text: string
  /** Quoted: neither cut nor taken for a pattern, and it makes a field even when empty. */
  readonly quoted: boolean
  /** The result of an unquoted expansion: cut at IFS. */
  readonly split: boolean
}

/** Between the positional parameters of `$@`: a field ends here, whatever IFS says. */
export const fieldBreak: unique symbol = Symbol('field break')

export type Expanded = Piece | typeof fieldBreak

export const quoted = (text: string): Piece => ({ text, quoted: true, split: false })
export const unquoted = (text: string): Piece => ({ text, quoted: false, split: false })
export const splittable = (text: string): Piece => ({ text, quoted: false, split: true })

export interface Field {
  readonly text: string
  /** The field as a pattern, when there is something in it to match; what was quoted is escaped. */
  readonly pattern: string | undefined
}

const magic = /[*?[\\]/

/** The one string that the pieces make where no fields are wanted: assignments, here-documents, `case`. */
export const joined = (pieces: readonly Expanded[]): string => {
  let text = ''
  for (const piece of pieces) text += piece === fieldBreak ? ' ' : piece.text
  return text
}

/** The same as a pattern. */
export const joinedPattern = (pieces: readonly Expanded[]): string => {
  let pattern = ''
  for (const piece of pieces) {
    if (piece === fieldBreak) pattern += ' '
    else pattern += piece.quoted ? quotePattern(piece.text) : piece.text
  }
  return pattern
}

/** Cuts pieces into fields by POSIX 2.6.5: runs of IFS white space separate, other IFS characters each end a field. */
export const splitFields = (pieces: readonly Expanded[], separators: string): Field[] => {
  const fields: Field[] = []
  let current: Piece[] | undefined
  let afterSpace = false
  const end = (): void => {
    if (current) fields.push(fieldOf(current))
    current = undefined
  }
  const add = (piece: Piece): void => {
    current ??= []
    current.push(piece)
    afterSpace = false
  }
  const separate = (character: string): void => {
    if (/\s/.test(character)) {
      if (current) afterSpace = true
      end()
    } else if (afterSpace) afterSpace = false
    else {
      current ??= []
      end()
    }
  }
  for (const piece of pieces) {
    if (piece === fieldBreak) {
      end()
      afterSpace = false
    } else if (!piece.split) {
      if (piece.quoted || piece.text !== '') add(piece)
    } else {
      let start = 0
      const { text } = piece
      for (let at = 0; at < text.length; at++) {
        const character = text[at] ?? ''
        if (!separators.includes(character)) continue
        if (at > start) add(unquoted(text.slice(start, at)))
        separate(character)
        start = at + 1
      }
      if (start < text.length) add(unquoted(start === 0 ? text : text.slice(start)))
    }
  }
  end()
  return fields
}

const fieldOf = (pieces: readonly Piece[]): Field => {
  let text = ''
  let patterned = false
  for (const piece of pieces) {
    text += piece.text
    if (!piece.quoted && magic.test(piece.text)) patterned = true
  }
  return { text, pattern: patterned ? joinedPattern(pieces) : undefined }
}
