import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../../../spec/index.ts'
import { conflict, type DockerError, forbidden, invalid, notFound } from '../../../../src/state/error.ts'
import { asPodmanSays } from '../../../../src/state/profile/podman/wordings.ts'
import { profileNamed } from '../../../../src/state/profile/profile.ts'

const said = (profile: string, error: DockerError, operation?: OperationId) =>
  asPodmanSays(profileNamed(profile), error, operation, '/containers/json?filters={')

const noContainer = notFound('No such container: web')
const noImage = notFound('No such image: nosuch:latest')

describe('podman', () => {
  test.each<[profile: string, operation: OperationId, error: DockerError, kind: string, words: string]>([
    [
      'podman-5',
      'ContainerInspect',
      noContainer,
      'not-found',
      'no container with name or ID "web" found: no such container',
    ],
    [
      'podman-5',
      'ContainerDelete',
      noContainer,
      'not-found',
      'no container with ID or name "web" found: no such container',
    ],
    [
      'podman-4',
      'ContainerDelete',
      noContainer,
      'not-found',
      'no container with name or ID "web" found: no such container',
    ],
    ['podman-5', 'ContainerWait', noContainer, 'not-found', 'no such container'],
    ['podman-5', 'ContainerChanges', noContainer, 'internal', 'web not found: layer not known'],
    [
      'podman-5',
      'ImageInspect',
      noImage,
      'not-found',
      'failed to find image nosuch: docker.io/library/nosuch: No such image',
    ],
    [
      'podman-5',
      'ImageDelete',
      noImage,
      'not-found',
      'failed to find image nosuch: docker.io/library/nosuch: image not known',
    ],
    ['podman-5', 'ContainerCreate', noImage, 'not-found', 'no such image: docker.io/library/nosuch: image not known'],
    [
      'podman-5',
      'ImageInspect',
      notFound('No such image: quay.io/a/b:1'),
      'not-found',
      'failed to find image quay.io/a/b:1: quay.io/a/b:1: No such image',
    ],
    [
      'podman-5',
      'NetworkInspect',
      notFound('network n not found'),
      'not-found',
      'unable to find network with name or ID n: network not found',
    ],
    ['podman-5', 'NetworkDelete', notFound('network n not found'), 'not-found', 'network not found'],
    [
      'podman-5',
      'VolumeInspect',
      notFound('get v: no such volume'),
      'not-found',
      'no volume with name "v" found: no such volume',
    ],
    ['podman-5', 'ContainerList', invalid("invalid filter 'x'"), 'internal', 'x is an invalid filter'],
    ['podman-5', 'NetworkList', invalid("invalid filter 'x'"), 'internal', 'invalid filter "x"'],
    ['podman-4', 'ImageList', invalid("invalid filter 'x'"), 'internal', 'unsupported image filter "x"'],
    [
      'podman-5',
      'ContainerList',
      invalid('invalid filter'),
      'internal',
      'failed to decode filter parameters for /containers/json?filters={: unexpected end of JSON input',
    ],
    [
      'podman-5',
      'NetworkCreate',
      conflict('network with name n already exists'),
      'conflict',
      'network name n already used: network already exists',
    ],
    [
      'podman-4',
      'NetworkCreate',
      conflict('network with name n already exists'),
      'internal',
      'network name n already used: network already exists',
    ],
    [
      'podman-5',
      'NetworkConnect',
      forbidden('endpoint with name web already exists in network n'),
      'forbidden',
      'container web is already connected to network n: network is already connected',
    ],
    ['podman-5', 'ContainerCreate', invalid('invalid JSON: unexpected EOF'), 'internal', 'decode(): unexpected EOF'],
  ])('%s answers %s with %j as %s: %s', (profile, operation, error, kind, message) => {
    expect(said(profile, error, operation)).toMatchObject({ kind, message })
  })

  test('says what nobody has heard from it as Docker does', () => {
    const error = invalid('something else')
    expect(said('podman-5', error, 'ContainerCreate')).toBe(error)
  })
})
