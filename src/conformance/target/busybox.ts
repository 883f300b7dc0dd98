import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { packTar, type TarEntry } from 'modern-tar'

/** An ELF program that asks for no interpreter needs no library either: it runs alone in an image. */
const isStatic = (program: Uint8Array): boolean => {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength)
  const is64 = view.getUint32(0) === 0x7f454c46 && view.getUint8(4) === 2 && view.getUint8(5) === 1
  if (!is64) return false
  const interpreter = 3
  const table = Number(view.getBigUint64(32, true))
  const [size, count] = [view.getUint16(54, true), view.getUint16(56, true)]
  return Array.from({ length: count }, (_, index) => view.getUint32(table + index * size, true)).every(
    type => type !== interpreter,
  )
}

const architectures: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: 'amd64', arm64: 'arm64' }

const folders = ['bin', 'dev', 'etc', 'proc', 'root', 'sys', 'tmp', 'var']

const file = (name: string, body: Uint8Array | string, mode = 0o644): TarEntry => ({
  header: {
    name,
    type: 'file',
    mode,
    size: typeof body === 'string' ? new TextEncoder().encode(body).length : body.length,
    mtime: new Date(0),
  },
  body,
})

const layerOf = (program: Uint8Array, applets: readonly string[]): Promise<Uint8Array> =>
  packTar([
    ...folders.map(
      (name): TarEntry => ({
        header: {
          name: `${name}/`,
          type: 'directory',
          mode: name === 'tmp' ? 0o1777 : 0o755,
          size: 0,
          mtime: new Date(0),
        },
      }),
    ),
    file('bin/busybox', program, 0o755),
    file('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n'),
    file('etc/group', 'root:x:0:\nnobody:x:65534:\n'),
    ...applets.map(
      (name): TarEntry => ({
        header: { name: `bin/${name}`, type: 'symlink', linkname: 'busybox', mode: 0o777, size: 0, mtime: new Date(0) },
      }),
    ),
  ])

/** The names that it can be called by. */
const appletsOf = (path: string): string[] => execFileSync(path, ['--list'], { encoding: 'utf8' }).trim().split('\n')

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * `busybox:latest` as an archive that every daemon loads, made of the machine's own busybox; undefined where there is
 * none that runs alone (Debian has it as busybox-static).
 */
export const busyboxImage = async (
  path: string | undefined,
  listApplets: (path: string) => readonly string[] = appletsOf,
): Promise<Uint8Array | undefined> => {
  if (path === undefined) return undefined
  const program = new Uint8Array(readFileSync(path))
  if (!isStatic(program)) return undefined
  const applets = listApplets(path)
  const layer = await layerOf(
    program,
    applets.filter(name => name !== 'busybox'),
  )
  const layerHash = hashOf(layer)
  const configuration = JSON.stringify({
    architecture: architectures[process.arch] ?? process.arch,
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['sh'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerHash}`] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'busybox' }],
  })
  const names = { configuration: `${hashOf(configuration)}.json`, layer: `${layerHash}/layer.tar` }
  const manifest = [{ Config: names.configuration, RepoTags: ['busybox:latest'], Layers: [names.layer] }]
  return packTar([
    file('manifest.json', JSON.stringify(manifest)),
    file(names.configuration, configuration),
    file(names.layer, layer),
  ])
}
