import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { GenericContainer } from 'testcontainers'

/** Files go in before and after the start, and out again. */
const folder = await mkdtemp(join(tmpdir(), 'files-'))
await writeFile(join(folder, 'one.txt'), 'one')
await writeFile(join(folder, 'two.txt'), 'two')

const container = await new GenericContainer('busybox')
  .withCommand(['sleep', '1000'])
  .withCopyFilesToContainer([{ source: join(folder, 'one.txt'), target: '/in/file.txt', mode: 0o600 }])
  .withCopyDirectoriesToContainer([{ source: folder, target: '/in/folder' }])
  .withCopyContentToContainer([{ content: 'content', target: '/in/content.txt' }])
  .withTmpFs({ '/scratch': 'size=1m' })
  .start()
await container.copyContentToContainer([{ content: 'late', target: '/late/content.txt' }])
await container.copyFilesToContainer([{ source: join(folder, 'two.txt'), target: '/late/two.txt' }])

const text = async command => (await container.exec(command)).output
const archive = await buffer(await container.copyArchiveFromContainer('/late/content.txt'))
console.log(
  JSON.stringify({
    before: await text('cat /in/file.txt /in/folder/one.txt /in/folder/two.txt /in/content.txt'),
    mode: await text(['stat', '-c', '%a', '/in/file.txt']),
    after: await text('cat /late/content.txt /late/two.txt'),
    scratch: await text(['sh', '-c', 'grep " /scratch " /proc/mounts']),
    archive: { name: archive.toString('latin1', 0, 11), holds: archive.includes('late') },
  }),
)
await container.stop()
