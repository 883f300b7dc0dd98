/** Archives for the requests, written by hand so that nothing of the project vouches for itself. */
export interface Entry {
  readonly name: string
  readonly data?: string
  readonly link?: string
  readonly uid?: number
  readonly gid?: number
}

const header = ({ name, data = '', link, uid = 0, gid = 0 }: Entry): Buffer => {
  const block = Buffer.alloc(512)
  const number = (value: number, at: number, width: number): void => {
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at)
  }
  const isFolder = name.endsWith('/')
  block.write(name, 0)
  number(isFolder ? 0o755 : 0o644, 100, 8)
  number(uid, 108, 8)
  number(gid, 116, 8)
  number(data.length, 124, 12)
  number(1_500_000_000, 136, 12)
  block.write(link === undefined ? (isFolder ? '5' : '0') : '2', 156)
  block.write(link ?? '', 157)
  block.write('ustar\x0000', 257)
  block.fill(' ', 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

export const archive = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([
    ...entries.flatMap(entry => {
      const data = Buffer.from(entry.data ?? '')
      return [header(entry), data, Buffer.alloc((512 - (data.length % 512)) % 512)]
    }),
    Buffer.alloc(1024),
  ])
