import { type CatalogueConfig, type Repository, type Step, type Variant, versionTags } from './definition.ts'
import {
  type Account,
  alpineRoot,
  busyboxRoot,
  type DebianRelease,
  debianRoot,
  directory,
  executable,
  file,
  symlink,
  ubuntuRoot,
  withAccount,
} from './roots.ts'
import { ryuk, testcontainer } from './testcontainers.ts'

/**
 * The built-in registry: images that tests use most, with the real ones' configuration (read from the official image
 * repositories' Dockerfiles) and small stand-ins for their files. Add a repository here and it can be pulled.
 */

const million = 1_000_000

const searchPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const alpineVersion = '3.22.2'
const trixie: DebianRelease = {
  name: 'Debian GNU/Linux',
  id: 'debian',
  version: '13',
  prettyName: 'Debian GNU/Linux 13 (trixie)',
}

const isAlpine = ({ flavour }: Variant): boolean => flavour.startsWith('alpine')

const alpineBase = (version = alpineVersion): Step[] => [
  {
    createdBy: `ADD alpine-minirootfs-${version}-x86_64.tar.gz / # buildkit`,
    layer: { sizeBytes: 8 * million, entries: () => alpineRoot(version) },
  },
  { createdBy: 'CMD ["/bin/sh"]' },
]

const debianBase = (release: DebianRelease = trixie, sizeBytes = 78 * million): Step[] => [
  {
    createdBy: `# debian.sh --arch 'amd64' out/ '${release.version}'`,
    layer: { sizeBytes, entries: () => debianRoot(release) },
  },
]

/** The base that a variant of an application image stands on. */
const baseOf = (variant: Variant): Step[] => (isAlpine(variant) ? alpineBase() : debianBase())

/** The layer with which an application image adds the account that its server runs as. */
const account = (variant: Variant, added: Account): Step =>
  layer(`RUN /bin/sh -c useradd -r -u ${added.uid} ${added.name} # buildkit`, 4500, () =>
    withAccount(isAlpine(variant) ? alpineRoot(alpineVersion) : debianRoot(trixie), added),
  )

const layer = (createdBy: string, sizeBytes: number, entries: NonNullable<Step['layer']>['entries']): Step => ({
  createdBy,
  layer: { sizeBytes, entries },
})

const line = (createdBy: string): Step => ({ createdBy })

const dockerFlavours = [
  'alpine',
  'slim',
  'bookworm',
  'trixie',
  'slim-bookworm',
  'slim-trixie',
  'alpine3.21',
  'alpine3.22',
]

const busybox: Repository = {
  path: 'library/busybox',
  tags: ['latest', '1.37', '1.36', 'musl', 'glibc', 'uclibc'],
  variant: versionTags('1.37.0', ['glibc', 'musl', 'uclibc', 'stable', 'unstable', 'stable-musl', 'stable-glibc']),
  steps: ({ version }) => [
    layer(`BusyBox ${version} (glibc), Debian 13`, 4.43 * million, busyboxRoot),
    line('CMD ["sh"]'),
  ],
  config: () => ({ environment: [searchPath], command: ['sh'] }),
}

const alpine: Repository = {
  path: 'library/alpine',
  tags: ['latest', '3', '3.22', '3.21', 'edge'],
  variant: tag => (tag === 'edge' ? { version: alpineVersion, flavour: 'edge' } : versionTags(alpineVersion, [])(tag)),
  steps: ({ version }) => alpineBase(version),
  config: () => ({ environment: [searchPath], command: ['/bin/sh'], workingDirectory: '/' }),
}

const debian: Repository = {
  path: 'library/debian',
  tags: ['latest', '13', 'trixie', 'trixie-slim', '12', 'bookworm'],
  variant: tag =>
    /^(latest|stable|trixie|13|bookworm|12|bullseye|11|sid)(-slim|-\d{8}(-slim)?)?$/.test(tag)
      ? { version: debianVersion(tag), flavour: '' }
      : undefined,
  steps: ({ version }) =>
    debianBase({ ...trixie, version, prettyName: `Debian GNU/Linux ${version} (${debianNames[version] ?? 'sid'})` }),
  config: () => ({ environment: [searchPath], command: ['bash'] }),
}

const debianNames: Readonly<Record<string, string>> = { 11: 'bullseye', 12: 'bookworm', 13: 'trixie' }

const debianVersion = (tag: string): string =>
  Object.keys(debianNames).find(version => tag.startsWith(version) || tag.startsWith(debianNames[version] ?? '-')) ??
  '13'

const ubuntu: Repository = {
  path: 'library/ubuntu',
  tags: ['latest', '24.04', 'noble', '22.04', 'jammy'],
  variant: tag => {
    const version = { latest: '24.04', noble: '24.04', jammy: '22.04', focal: '20.04', rolling: '25.10' }[tag] ?? tag
    return /^2\d\.(04|10)$/.test(version) ? { version, flavour: '' } : undefined
  },
  steps: ({ version }) => [
    line('ARG RELEASE'),
    layer(`ADD ubuntu-${version}-amd64.tar.gz / # buildkit`, 78 * million, () => ubuntuRoot(version)),
    line('CMD ["/bin/bash"]'),
  ],
  config: ({ version }) => ({
    environment: [searchPath],
    command: ['/bin/bash'],
    labels: { 'org.opencontainers.image.version': version },
  }),
}

const helloWorld: Repository = {
  path: 'library/hello-world',
  tags: ['latest', 'linux'],
  variant: tag => (['latest', 'linux'].includes(tag) ? { version: '1', flavour: '' } : undefined),
  steps: () => [
    layer('COPY hello / # buildkit', 13_300, () => [executable('/hello', 'hello-world')]),
    line('CMD ["/hello"]'),
  ],
  config: () => ({ environment: [searchPath], command: ['/hello'] }),
}

const nginx: Repository = {
  path: 'library/nginx',
  tags: ['latest', '1.29', '1.28', 'alpine', 'stable', 'mainline'],
  variant: versionTags('1.29.3', [...dockerFlavours, 'stable', 'mainline', 'stable-alpine', 'mainline-alpine']),
  steps: variant => [
    ...baseOf(variant),
    line(`ENV NGINX_VERSION=${variant.version}`),
    account(variant, { name: 'nginx', uid: 101, home: '/nonexistent' }),
    layer(`RUN /bin/sh -c install nginx ${variant.version} # buildkit`, 74 * million, () => [
      executable('/usr/sbin/nginx', 'nginx'),
      executable('/usr/bin/curl', 'coreutils'),
      directory('/usr/share/nginx/html'),
      file('/usr/share/nginx/html/index.html', nginxPage),
      directory('/var/log/nginx'),
      symlink('/var/log/nginx/access.log', '/dev/stdout'),
      symlink('/var/log/nginx/error.log', '/dev/stderr'),
      directory('/etc/nginx/conf.d'),
      file('/etc/nginx/conf.d/default.conf', nginxSite),
      file(
        '/etc/nginx/nginx.conf',
        'user  nginx;\nworker_processes  auto;\nevents {}\nhttp { include /etc/nginx/conf.d/*.conf; }\n',
      ),
    ]),
    layer('COPY docker-entrypoint.sh / # buildkit', 1620, () => [
      directory('/docker-entrypoint.d'),
      file('/docker-entrypoint.sh', '#!/bin/sh\nset -e\nexec "$@"\n', 0o755),
    ]),
    line('ENTRYPOINT ["/docker-entrypoint.sh"]'),
    line('EXPOSE map[80/tcp:{}]'),
    line('STOPSIGNAL SIGQUIT'),
    line('CMD ["nginx" "-g" "daemon off;"]'),
  ],
  config: ({ version }) => ({
    environment: [searchPath, `NGINX_VERSION=${version}`],
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    exposedPorts: ['80/tcp'],
    stopSignal: 'SIGQUIT',
    labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' },
  }),
}

const nginxPage =
  '<!DOCTYPE html>\n<html>\n<head><title>Welcome to nginx!</title></head>\n' +
  '<body><h1>Welcome to nginx!</h1><p>Served by the stand-in of mockerd.</p></body>\n</html>\n'

const nginxSite =
  'server {\n    listen       80;\n    server_name  localhost;\n    location / {\n' +
  '        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n'

const redis: Repository = {
  path: 'library/redis',
  tags: ['latest', '8', '7', '7.4', 'alpine', '7-alpine'],
  variant: versionTags('8.4.0', dockerFlavours),
  steps: variant => [
    ...baseOf(variant),
    account(variant, { name: 'redis', uid: 999, home: '/data' }),
    layer(`RUN /bin/sh -c install redis ${variant.version} # buildkit`, 42 * million, () => [
      executable('/usr/local/bin/redis-server', 'redis-server'),
      executable('/usr/local/bin/redis-cli', 'redis-cli'),
      file('/usr/local/bin/docker-entrypoint.sh', '#!/bin/sh\nset -e\nexec "$@"\n', 0o755),
      directory('/data', 0o755, 999, 999),
    ]),
    line('VOLUME [/data]'),
    line('WORKDIR /data'),
    line('ENTRYPOINT ["docker-entrypoint.sh"]'),
    line('EXPOSE map[6379/tcp:{}]'),
    line('CMD ["redis-server"]'),
  ],
  config: ({ version }) => ({
    environment: [searchPath, `REDIS_VERSION=${version}`],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['redis-server'],
    exposedPorts: ['6379/tcp'],
    volumes: ['/data'],
    workingDirectory: '/data',
  }),
}

const postgres: Repository = {
  path: 'library/postgres',
  tags: ['latest', '18', '17', '16', '16-alpine', 'alpine'],
  variant: versionTags('18.1', dockerFlavours),
  steps: variant => [
    ...baseOf(variant),
    account(variant, { name: 'postgres', uid: 999, home: '/var/lib/postgresql' }),
    layer(`RUN /bin/sh -c install postgresql ${variant.version} # buildkit`, 340 * million, () => [
      executable('/usr/local/bin/postgres', 'postgres'),
      executable('/usr/local/bin/pg_isready', 'pg_isready'),
      executable('/usr/local/bin/psql', 'psql'),
      executable('/usr/local/bin/docker-entrypoint.sh', 'postgres-entrypoint'),
      directory('/docker-entrypoint-initdb.d'),
      directory('/var/lib/postgresql', 0o755, 999, 999),
    ]),
    line(`ENV PGDATA=${postgresData(variant)}`),
    line(`VOLUME [${postgresVolume(variant)}]`),
    line('ENTRYPOINT ["docker-entrypoint.sh"]'),
    line('STOPSIGNAL SIGINT'),
    line('EXPOSE map[5432/tcp:{}]'),
    line('CMD ["postgres"]'),
  ],
  config: variant => ({
    environment: [
      searchPath,
      'LANG=en_US.utf8',
      `PG_MAJOR=${major(variant)}`,
      `PG_VERSION=${variant.version}`,
      `PGDATA=${postgresData(variant)}`,
    ],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    exposedPorts: ['5432/tcp'],
    volumes: [postgresVolume(variant)],
    stopSignal: 'SIGINT',
  }),
}

const major = ({ version }: Variant): string => version.split('.', 1)[0] ?? version

/** The official image moved its volume one folder up with version 18. */
const postgresVolume = (variant: Variant): string =>
  Number(major(variant)) >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'

const postgresData = (variant: Variant): string =>
  Number(major(variant)) >= 18 ? `/var/lib/postgresql/${major(variant)}/docker` : '/var/lib/postgresql/data'

interface Language {
  readonly path: string
  readonly newest: string
  readonly tags: readonly string[]
  readonly variable: string
  /** Path → program, the interpreters and package managers. */
  readonly executables: Readonly<Record<string, string>>
  readonly config: CatalogueConfig
  /** Where programs are looked for, where that is not as everywhere. */
  readonly searchPath?: string
  readonly sizeBytes: number
  /** Made for who does not want to be root. */
  readonly account?: Account
}

const language = ({ path, newest, tags, variable, executables, config, sizeBytes, ...more }: Language): Repository => ({
  path,
  tags,
  variant: versionTags(newest, [...dockerFlavours, 'lts', 'current', 'jdk', 'jre', 'jdk-alpine', 'jre-alpine']),
  steps: variant => [
    ...baseOf(variant),
    ...(more.account ? [account(variant, more.account)] : []),
    line(`ENV ${variable}=${variant.version}`),
    layer(`RUN /bin/sh -c install ${path} ${variant.version} # buildkit`, sizeBytes, () =>
      Object.entries(executables).map(([name, program]) => executable(name, program)),
    ),
    line(`CMD ${JSON.stringify(config.command)}`),
  ],
  config: variant => ({
    ...config,
    environment: [more.searchPath ?? searchPath, ...(config.environment ?? []), `${variable}=${variant.version}`],
  }),
})

const languages: readonly Repository[] = [
  language({
    path: 'library/node',
    newest: '24.11.1',
    tags: ['latest', '24', '22', 'lts', 'alpine', '22-alpine'],
    variable: 'NODE_VERSION',
    executables: {
      '/usr/local/bin/node': 'node',
      '/usr/local/bin/npm': 'npm',
      '/usr/local/bin/yarn': 'yarn',
    },
    config: { command: ['node'] },
    sizeBytes: 160 * million,
    account: { name: 'node', uid: 1000, home: '/home/node' },
  }),
  language({
    path: 'library/python',
    newest: '3.14.0',
    tags: ['latest', '3', '3.13', '3.12', 'slim', 'alpine'],
    variable: 'PYTHON_VERSION',
    executables: {
      '/usr/local/bin/python': 'python',
      '/usr/local/bin/python3': 'python',
      '/usr/local/bin/pip': 'pip',
      '/usr/local/bin/pip3': 'pip',
    },
    config: { command: ['python3'], environment: ['LANG=C.UTF-8'] },
    sizeBytes: 46 * million,
  }),
  language({
    path: 'library/golang',
    newest: '1.25.4',
    tags: ['latest', '1', '1.25', 'alpine'],
    variable: 'GOLANG_VERSION',
    executables: { '/usr/local/go/bin/go': 'go' },
    config: { command: ['bash'], workingDirectory: '/go', environment: ['GOPATH=/go'] },
    searchPath: searchPath.replace('PATH=', 'PATH=/go/bin:/usr/local/go/bin:'),
    sizeBytes: 250 * million,
  }),
  language({
    path: 'library/eclipse-temurin',
    newest: '25.0.1',
    tags: ['latest', '25', '21', '17'],
    variable: 'JAVA_VERSION',
    executables: { '/opt/java/openjdk/bin/java': 'java', '/usr/local/bin/java': 'java' },
    config: { command: ['jshell'], environment: ['JAVA_HOME=/opt/java/openjdk'] },
    sizeBytes: 190 * million,
  }),
]

export const repositories: ReadonlyMap<string, Repository> = new Map(
  [busybox, alpine, debian, ubuntu, helloWorld, nginx, redis, postgres, ryuk, testcontainer, ...languages].map(
    repository => [repository.path, repository],
  ),
)
