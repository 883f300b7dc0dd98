import { isFields } from '../fields.ts'
import { escaped } from '../pattern.ts'

/** Whether everything that `part` has is in `whole`, with the same values. */
export const includes = (whole: unknown, part: unknown): boolean => {
  if (isFields(part))
    return isFields(whole) && Object.entries(part).every(([key, value]) => includes(whole[key], value))
  return JSON.stringify(whole) === JSON.stringify(part)
}

/** The same, where texts of the part may leave places open: `#` and `@` stand for a name. */
export const fitsOpen = (whole: unknown, part: unknown): boolean => {
  if (isFields(part))
    return isFields(whole) && Object.entries(part).every(([key, value]) => fitsOpen(whole[key], value))
  if (Array.isArray(part))
    return (
      Array.isArray(whole) && whole.length === part.length && part.every((each, index) => fitsOpen(whole[index], each))
    )
  if (typeof part !== 'string' || !/[#@]/.test(part)) return JSON.stringify(whole) === JSON.stringify(part)
  const pattern = escaped(part).replace(/[#@]/g, '[\\w.-]+')
  return typeof whole === 'string' && new RegExp(`^${pattern}$`).test(whole)
}

/** As the daemon reads a flag in a query. */
export const isTrue = (value: unknown): boolean =>
  !['', '0', 'no', 'false', 'none', 'undefined'].includes(String(value))
