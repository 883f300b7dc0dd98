import { isFields } from '../fields.ts'
import { decodeText } from '../wire.ts'
import { fieldsOf } from './settings.ts'

/** A file of an archive that is so plain that everybody reads the same in it. */
interface PlainFile {
  readonly name: string
  readonly text: string
}

const blockBytes = 512

/** The files of an archive; undefined when it has anything but regular files and folders, or a name twice. */
const plainFiles = (archive: Uint8Array): PlainFile[] | undefined => {
  const files = new Map<string, string>()
  for (let at = 0; at < archive.length; ) {
    const head = archive.subarray(at, at + blockBytes)
    if (head.every(byte => byte === 0)) {
      if (archive.subarray(at).some(byte => byte !== 0)) return undefined
      break
    }
    const field = (from: number, length: number): string =>
      decodeText(head.subarray(from, from + length)).split('\0', 1)[0] ?? ''
    const [name, size, type] = [field(0, 100).replace(/^\.\//, ''), field(124, 12).trim(), field(156, 1)]
    if (head.length < blockBytes || field(257, 5) !== 'ustar' || field(345, 155) !== '') return undefined
    if (!/^[0-7]{1,11}$/.test(size) || !['', '0', '5'].includes(type) || files.has(name)) return undefined
    const content = archive.subarray(at + blockBytes, at + blockBytes + Number.parseInt(size, 8))
    files.set(name, decodeText(content))
    at += blockBytes * (1 + Math.ceil(Number.parseInt(size, 8) / blockBytes))
  }
  return [...files].map(([name, text]) => ({ name, text }))
}

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}

/** The names that images of an archive will have; undefined: nobody can say. */
export const loadedNames = (archive: Uint8Array): readonly string[] | undefined => {
  const files = plainFiles(archive)
  if (!files) return undefined
  const file = (name: string): unknown => parsed(files.find(each => each.name === name)?.text)
  if (files.some(({ name }) => ['repositories', 'index.json'].includes(name))) return undefined
  const manifest = file('manifest.json')
  if (!Array.isArray(manifest)) return []
  const names = manifest.flatMap((each: unknown) => fieldsOf(each).repotags ?? [])
  return manifest.every(isFields) && names.every(name => typeof name === 'string') ? names : undefined
}

const instruction = /^\s*([a-z]+)\s+(.*)$/i

/**
 * The image that a build begins with. Its Dockerfile is of one stage, begins with `FROM` and the label of the run, so
 * that every image on the way carries it, and fetches nothing. Undefined: it is another kind of Dockerfile.
 */
export const baseOfBuild = (context: Uint8Array, label: string): string | undefined => {
  const text = plainFiles(context)?.find(({ name }) => name === 'Dockerfile')?.text
  if (text === undefined || /[`\\]|<<|--from|--mount|https?:|git@|ONBUILD/i.test(text)) return undefined
  const [from, labelled, ...rest] = text.split('\n').filter(line => !/^\s*$/.test(line))
  const [, , base] =
    instruction.exec(from ?? '')?.[1]?.toUpperCase() === 'FROM' ? (instruction.exec(from ?? '') ?? []) : []
  const isPlain = rest.every(line => instruction.test(line) && !/^\s*(FROM|LABEL)\b/i.test(line))
  return labelled?.trim() === `LABEL ${label}` && isPlain ? base?.trim() : undefined
}
