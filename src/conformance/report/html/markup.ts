/** Text that is HTML already: made by `html`, or a constant of ours. */
export interface Markup {
  readonly markup: string
}

export type Content = Markup | string | number | undefined | readonly Content[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What no HTML may hold, and what turns the direction of the words around it. */
const treacherous = /[^\t\n\r\P{Cc}]|[\u202A-\u202E\u2066-\u2069]/gu

const shown = (content: Content): string => {
  if (content === undefined) return ''
  if (typeof content === 'string')
    return content.replace(treacherous, '\uFFFD').replace(/[&<>"']/g, character => escapes[character] ?? character)
  if (typeof content === 'number') return String(content)
  return 'markup' in content ? content.markup : content.map(shown).join('')
}

/** A template in which everything that is filled in is text, unless it is `Markup`. Attributes want quotes. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  markup: parts.map((part, index) => part + shown(contents[index])).join(''),
})
