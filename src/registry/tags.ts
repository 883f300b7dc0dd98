import { internal } from '../state/error.ts'
import type { Place } from '../state/registry/registry.ts'
import { bytesUpTo, type Patience } from './client.ts'
import { accepted } from './complaints.ts'
import { documentBytesMax } from './download.ts'
import type { Session } from './session.ts'

const pagesMax = 100
const tagsMax = 10_000

const tagPattern = /^\w[\w.-]{0,127}$/

/** The tags of a repository, page by page. What can be no tag is passed over, as moby does. */
export const listTags = async (session: Session, { path }: Place, patience: Patience): Promise<readonly string[]> => {
  const tags: string[] = []
  let next: string | undefined = `${path}/tags/list`
  for (let page = 0; next !== undefined && page < pagesMax && tags.length < tagsMax; page++) {
    const url = session.url(next)
    const response = await accepted({ method: 'GET', url }, await session.request('GET', next), patience)
    tags.push(...readTags(await bytesUpTo(response, documentBytesMax, patience)))
    const [, link] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '') ?? []
    next = link === undefined ? undefined : URL.parse(link, url)?.href
  }
  return tags.slice(0, tagsMax)
}

const readTags = (bytes: Uint8Array): string[] => {
  let document: unknown
  try {
    document = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw internal('error unmarshalling content: invalid character in tags')
  }
  const { tags } = typeof document === 'object' && document !== null ? (document as { readonly tags?: unknown }) : {}
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string' && tagPattern.test(tag)) : []
}
