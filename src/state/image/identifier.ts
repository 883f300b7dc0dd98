import type { Image } from './entity.ts'

export const digestPrefix = 'sha256:'

/** An id without the algorithm that clients may leave out. */
export const hexOf = (id: string): string => (id.startsWith(digestPrefix) ? id.slice(digestPrefix.length) : id)

/** As people read ids. */
export const shortId = (id: string): string => hexOf(id).slice(0, 12)

/** Whether a client that wrote `text` meant the id of the image, or the beginning of it. */
export const isIdOf = ({ id }: Pick<Image, 'id'>, text: string): boolean => {
  const hex = hexOf(text)
  return hex !== '' && hexOf(id).startsWith(hex)
}
