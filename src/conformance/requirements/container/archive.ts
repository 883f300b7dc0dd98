import { ensureRefusal, ensureStatus, jsonOf, type Observation } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { filesOf, tarOf } from '../../tar.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'

const evidence = ['/containers/{id}/archive; moby daemon/archive_unix.go']

interface PathStat {
  readonly name: string
  readonly size: number
  readonly mode: number
  readonly mtime: string
  readonly linkTarget: string
}

const statOf = ({ headers }: Observation): PathStat => {
  const encoded = headers['x-docker-container-path-stat']
  ensure(encoded !== undefined, 'the header X-Docker-Container-Path-Stat', 'one', encoded)
  return JSON.parse(atob(encoded ?? ''))
}

const put = (world: World, id: string, path: string, body: Uint8Array) =>
  world.ask('PutContainerArchive', { path: { id }, query: { path }, body })

/** Files go in and out, of what runs and of what does not. */
export const archiveRequirements: readonly Requirement[] = [
  ...(['created', 'running', 'exited'] as const).map(state =>
    requirement({
      id: `PutContainerArchive.into-${state}`,
      operation: 'PutContainerArchive',
      needs: ['run'],
      claim: `What is copied into a container that is ${state} comes back as it was`,
      evidence: [...evidence, 'podman#21861, #8649'],
      check: async world => {
        const { id } = await world.inState(state)
        ensureStatus(await put(world, id, '/tmp', tarOf('hello', 'world')), 200)
        const answer = await world.ask('ContainerArchive', { path: { id }, query: { path: '/tmp/hello' } })
        ensureStatus(answer, 200)
        ensureEqual(filesOf(answer.body), [{ name: 'hello', text: 'world' }], 'the files')
      },
    }),
  ),
  requirement({
    id: 'ContainerArchiveInfo.tells-of-a-file',
    operation: 'ContainerArchiveInfo',
    needs: ['run'],
    claim: 'HEAD tells name, size and mode of a file in a header, as base64 of JSON',
    evidence: [...evidence, 'podman#9680'],
    check: async world => {
      const { id } = await world.create(sleepForever)
      ensureStatus(await put(world, id, '/tmp', tarOf('hello', 'world', 0o600)), 200)
      const answer = await world.ask('ContainerArchiveInfo', { path: { id }, query: { path: '/tmp/hello' } })
      ensureStatus(answer, 200)
      const { name, size, mode, linkTarget } = statOf(answer)
      ensureEqual([name, size, mode, linkTarget], ['hello', 5, 0o600, ''], 'name, size, mode and linkTarget')
    },
  }),
  requirement({
    id: 'ContainerArchiveInfo.tells-of-a-directory',
    operation: 'ContainerArchiveInfo',
    needs: ['run'],
    claim: 'HEAD tells of a directory with the mode bits of Go',
    evidence,
    check: async world => {
      const { id } = await world.shared('created')
      const answer = await world.ask('ContainerArchiveInfo', { path: { id }, query: { path: '/etc' } })
      ensureEqual([statOf(answer).name, statOf(answer).mode >>> 31], ['etc', 1], 'name and the directory bit')
    },
  }),
  ...(['ContainerArchive', 'ContainerArchiveInfo'] as const).map(operation =>
    requirement({
      id: `${operation}.of-missing-path`,
      operation,
      needs: ['run'],
      claim: `${operation} of a path that is not there answers 404`,
      evidence,
      check: async world => {
        const { id } = await world.shared('created')
        ensureStatus(await world.ask(operation, { path: { id }, query: { path: '/mkc/missing' } }), 404)
      },
    }),
  ),
  requirement({
    id: 'ContainerArchive.refuses-no-path',
    operation: 'ContainerArchive',
    needs: ['run'],
    claim: 'An archive without a path is refused with 400',
    evidence,
    check: async world => {
      const { id } = await world.shared('created')
      ensureRefusal(await world.ask('ContainerArchive', { path: { id } }), 400, /path ?cannot be empty/)
    },
  }),
  requirement({
    id: 'PutContainerArchive.into-missing-path',
    operation: 'PutContainerArchive',
    needs: ['run'],
    claim: 'Copying to where no directory is answers 404',
    evidence,
    check: async world => {
      const { id } = await world.create(sleepForever)
      ensureStatus(await put(world, id, '/mkc/missing', tarOf('a', 'b')), 404)
    },
  }),
  requirement({
    id: 'PutContainerArchive.into-a-file',
    operation: 'PutContainerArchive',
    needs: ['run'],
    claim: 'Copying into what is no directory is refused with 400',
    evidence,
    check: async world => {
      const { id } = await world.create(sleepForever)
      ensureRefusal(await put(world, id, '/etc/passwd', tarOf('a', 'b')), 400, /extraction point is not a directory/)
    },
  }),
  requirement({
    id: 'ContainerChanges.tells-what-was-copied',
    operation: 'ContainerChanges',
    needs: ['run'],
    claim: 'Changes list what was added, with the directories on the way',
    evidence: ['/containers/{id}/changes; moby daemon/changes.go'],
    check: async world => {
      const { id } = await world.create(sleepForever)
      ensureStatus(await put(world, id, '/tmp', tarOf('hello', 'world')), 200)
      const changes = jsonOf<{ Path: string; Kind: number }[]>(await world.ask('ContainerChanges', { path: { id } }))
      ensureEqual(
        changes.map(({ Path, Kind }) => `${Kind} ${Path}`),
        ['0 /tmp', '1 /tmp/hello'],
        'the changes',
      )
    },
  }),
  requirement({
    id: 'ContainerExport.holds-the-files',
    operation: 'ContainerExport',
    needs: ['run'],
    claim: 'An export holds what is in the container',
    evidence: ['/containers/{id}/export; moby daemon/export.go'],
    check: async world => {
      const { id } = await world.create(sleepForever)
      ensureStatus(await put(world, id, '/tmp', tarOf('hello', 'world')), 200)
      const answer = await world.ask('ContainerExport', { path: { id } })
      ensureStatus(answer, 200)
      const found = filesOf(answer.body).find(({ name }) => name === 'tmp/hello')
      ensureEqual(found?.text, 'world', 'tmp/hello')
    },
  }),
]
