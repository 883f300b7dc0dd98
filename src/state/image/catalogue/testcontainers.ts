import { type Repository, versionTags } from './definition.ts'
import { alpineRoot, directory, executable, file, withAccount } from './roots.ts'

/** Testcontainers' reaper, made from scratch as moby-ryuk's linux/Dockerfile makes it. */
export const ryuk: Repository = {
  path: 'testcontainers/ryuk',
  tags: ['latest', '0.14.0', '0.13.0', '0.12.0', '0.11.0'],
  variant: versionTags('0.14.0', []),
  steps: () => [
    {
      createdBy: 'COPY /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt # buildkit',
      layer: {
        sizeBytes: 218_000,
        entries: () => [directory('/etc/ssl/certs'), file('/etc/ssl/certs/ca-certificates.crt', '')],
      },
    },
    {
      createdBy: 'COPY /bin/ryuk /bin/ryuk # buildkit',
      layer: { sizeBytes: 2_300_000, entries: () => [executable('/bin/ryuk', 'ryuk')] },
    },
    { createdBy: 'CMD ["/bin/ryuk"]' },
    { createdBy: 'LABEL org.testcontainers.ryuk=true' },
  ],
  config: () => ({
    environment: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    command: ['/bin/ryuk'],
    workingDirectory: '/',
    labels: { 'org.testcontainers.ryuk': 'true' },
  }),
}

const alpineVersion = '3.11.6'

/** What Testcontainers for Node tests itself with: a small web server of its maintainer's, on an old Alpine with Node. */
export const testcontainer: Repository = {
  path: 'cristianrgreco/testcontainer',
  tags: ['1.1.14', '1.1.13', '1.1.12'],
  variant: versionTags('1.1.14', []),
  steps: () => [
    {
      createdBy: '/bin/sh -c #(nop) ADD file:alpine-minirootfs-3.11.tar.gz in / ',
      layer: { sizeBytes: 5_600_000, entries: () => alpineRoot(alpineVersion) },
    },
    {
      createdBy: '/bin/sh -c apk add --no-cache curl dumb-init libcap openssl',
      layer: {
        sizeBytes: 78_000_000,
        entries: () => [
          ...withAccount(alpineRoot(alpineVersion), { name: 'node', uid: 1000, home: '/home/node' }),
          executable('/usr/local/bin/node', 'testcontainer'),
          executable('/usr/bin/curl', 'coreutils'),
          file('/usr/bin/dumb-init', '#!/bin/sh\n[ "$1" != -- ] || shift\nexec "$@"\n', 0o755),
        ],
      },
    },
    {
      createdBy: '/bin/sh -c #(nop) COPY file:index.js in . ',
      layer: { sizeBytes: 1200, entries: () => [file('/index.js', "require('express')\n")] },
    },
    { createdBy: '/bin/sh -c #(nop)  ENTRYPOINT ["/usr/bin/dumb-init" "--"]' },
    { createdBy: '/bin/sh -c #(nop)  CMD ["node" "index.js"]' },
  ],
  config: () => ({
    environment: [
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'NODE_VERSION=10.21.0',
      'YARN_VERSION=1.22.4',
    ],
    exposedPorts: ['8080/tcp'],
    entrypoint: ['/usr/bin/dumb-init', '--'],
    command: ['node', 'index.js'],
  }),
}
