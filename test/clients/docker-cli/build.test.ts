import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, type Outcome, type RunOptions, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon(['--clock', 'x60'])
  docker = dockerCli(daemon)
})
afterAll(() => daemon.stop())

type Files = Readonly<Record<string, string>>

/** A folder to build in. */
const contextOf = (name: string, files: Files): string => {
  const folder = join(daemon.folder, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const classic = { DOCKER_BUILDKIT: '0' }

const build = (name: string, files: Files, args: readonly string[] = [], options: RunOptions = {}): Promise<Outcome> =>
  docker(['build', '-t', `app-${name}`, ...args, contextOf(name, files)], { ...options, environment: classic })

interface Kind {
  readonly files: Files
  readonly args?: readonly string[]
  /** What the build prints, among the rest. */
  readonly says?: readonly (string | RegExp)[]
  /** `docker run --rm` with these words, and what comes of it. */
  readonly run: readonly string[]
  readonly prints: string | RegExp
  readonly status?: number
}

/** Dockerfiles as people write them, by what they are for. Compilers and interpreters say that they are not there. */
const kinds: Readonly<Record<string, Kind>> = {
  node: {
    files: {
      Dockerfile:
        'FROM node:22-alpine\nENV NODE_ENV=production\nWORKDIR /usr/src/app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\nRUN chown -R nobody /usr/src/app\nUSER nobody\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
      'package.json': '{"name":"app"}\n',
      'package-lock.json': '{}\n',
      'server.js': 'console.log(1)\n',
      '.dockerignore': 'node_modules\nDockerfile\n',
      'node_modules/left/out.js': '',
    },
    says: ['npm: mockerd has no packages', 'Step 10/10 : CMD ["node", "server.js"]'],
    run: ['sh', '-c', 'id -un; echo $NODE_ENV; ls -A; stat -c %U server.js'],
    prints: 'nobody\nproduction\n.dockerignore\npackage-lock.json\npackage.json\nserver.js\nnobody\n',
  },
  python: {
    files: {
      Dockerfile:
        'FROM python:3.13-slim\nARG VERSION=dev\nLABEL org.opencontainers.image.version=$VERSION\nENV PYTHONUNBUFFERED=1 APP_VERSION=${VERSION:-none}\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY src/ ./src/\nENTRYPOINT ["sh", "-c"]\nCMD ["cat src/main.py; echo $APP_VERSION"]\n',
      'requirements.txt': 'flask\n',
      'src/main.py': 'print("hi")\n',
    },
    args: ['--build-arg', 'VERSION=1.2.3'],
    run: [],
    prints: 'print("hi")\n1.2.3\n',
  },
  go: {
    files: {
      Dockerfile:
        'ARG GO=1.25\nFROM golang:${GO}-alpine AS build\nWORKDIR /src\nCOPY go.mod ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/server ./cmd\n\nFROM scratch\nCOPY --from=build /out/server /server\nCOPY --from=build /etc/passwd /etc/passwd\nUSER nobody\nENTRYPOINT ["/server"]\n',
      'go.mod': 'module x\n',
      'cmd/main.go': 'package main\n',
    },
    says: ['Step 8/12 : FROM scratch', / ---> \n/],
    run: [],
    prints: 'server: mockerd did not compile this; script its container with labels instead\n',
    status: 1,
  },
  nginx: {
    files: {
      Dockerfile:
        'FROM nginx:alpine\nRUN rm -f /usr/share/nginx/html/*\nCOPY --chown=nginx:nginx public/ /usr/share/nginx/html/\nEXPOSE 80\nSTOPSIGNAL SIGQUIT\nHEALTHCHECK --interval=1s CMD wget -qO- http://localhost/ || exit 1\n',
      'public/index.html': '<h1>built</h1>\n',
      'public/css/site.css': 'h1{}\n',
    },
    run: [
      'sh',
      '-c',
      'nginx >/dev/null 2>&1; wget -qO- http://localhost/; stat -c %U /usr/share/nginx/html/css/site.css',
    ],
    prints: '<h1>built</h1>\nnginx\n',
  },
  java: {
    files: {
      Dockerfile:
        'FROM eclipse-temurin:21-jre\nRUN groupadd -r app && useradd -r -g app -d /app app\nARG JAR=target/*.jar\nCOPY --chown=app:app ${JAR} /app/app.jar\nUSER app:app\nWORKDIR /app\nVOLUME /tmp/work\nENTRYPOINT ["sh", "-c", "id -un; stat -c \'%U:%G %n\' *"]\n',
      'target/app-1.0.jar': 'PK\n',
    },
    run: [],
    prints: 'app\napp:app app.jar\n',
  },
  ruby: {
    files: {
      Dockerfile:
        'FROM debian:bookworm-slim\nSHELL ["/bin/bash", "-euo", "pipefail", "-c"]\nRUN apt-get update \\\n    && apt-get install -y --no-install-recommends libxml2-dev ca-certificates \\\n    # lists are not needed any more\n    && rm -rf /var/lib/apt/lists/*\nCOPY Gemfile* /app/\nRUN [[ -f /app/Gemfile ]] && echo "shell: $0"\nWORKDIR /app\nCMD wc -l Gemfile\n',
      Gemfile: 'source "x"\n',
    },
    says: ['apt-get: mockerd has no packages; not installed: libxml2-dev', 'shell: /bin/bash'],
    run: [],
    prints: '1 Gemfile\n',
  },
  'static-site': {
    files: {
      Dockerfile:
        'FROM alpine AS pages\nWORKDIR /site\nADD theme.tar .\nCOPY posts/*.md posts/\nRUN for f in posts/*.md; do sed "s/^# \\(.*\\)/<h1>\\1<\\/h1>/" "$f" > "${f%.md}.html"; done && rm posts/*.md\nFROM busybox\nCOPY --from=0 /site /www\nCMD ["find", "/www", "-type", "f"]\n',
      'posts/one.md': '# One\n',
      'posts/two.md': '# Two\n',
    },
    run: ['sh', '-c', 'cat /www/posts/*.html'],
    prints: '<h1>One</h1>\n<h1>Two</h1>\n',
  },
  alpine: {
    files: {
      Dockerfile:
        'FROM alpine:3.22\nRUN apk add --no-cache bash tzdata && addgroup -S app && adduser -S -G app app\nCOPY entry.sh /usr/local/bin/\nRUN chmod +x /usr/local/bin/entry.sh\nUSER app\nENTRYPOINT ["entry.sh"]\nCMD ["default"]\n',
      'entry.sh': '#!/bin/bash\nset -e\necho "$(id -un) runs ${1^^}"\n',
    },
    run: ['given'],
    prints: 'app runs GIVEN\n',
  },
  healthy: {
    files: {
      Dockerfile:
        'FROM busybox\nRUN adduser -D -H -u 1234 web && mkdir /www && echo ok > /www/index.html\nUSER 1234\nEXPOSE 8080/tcp\nHEALTHCHECK --interval=2s --timeout=1s --retries=2 CMD ["wget", "-qO-", "http://127.0.0.1:8080/"]\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n',
    },
    run: ['id', '-u'],
    prints: '1234\n',
  },
}

/** The theme of the static site, as an archive that ADD unpacks. */
const withTheme = async (): Promise<void> => {
  const folder = contextOf('static-site', { 'theme/css/site.css': 'h1{}\n' })
  await docker.shell(`tar -C ${folder}/theme -cf ${folder}/theme.tar . && rm -r ${folder}/theme`)
}

describe('docker build with the classic builder', () => {
  beforeAll(withTheme)

  test.each(Object.entries(kinds))(
    'builds a project of the kind %s',
    async (name, { files, args, says = [], run, prints, status = 0 }) => {
      const built = await build(name, files, args)
      expect(built.status, built.stderr + built.stdout).toBe(0)
      for (const each of says) expect(built.stdout).toMatch(each)
      expect(built.stdout).toMatch(/Successfully built [0-9a-f]{12}\nSuccessfully tagged app-[\w-]+:latest\n$/)
      const { stdout, stderr, status: ended } = await docker(['run', '--rm', `app-${name}`, ...run])
      expect(stdout + stderr).toBe(prints)
      expect(ended).toBe(status)
    },
  )

  test('makes a container healthy by its health check', async () => {
    await docker(['run', '-d', '--name', 'web', 'app-healthy'])
    const { stdout } = await docker.shell(
      'until docker inspect -f "{{.State.Health.Status}}" web | grep healthy; do sleep 0.05; done; docker exec web id -u',
    )
    expect(stdout).toBe('healthy\n1234\n')
  })

  test('runs triggers in the images that build on it', async () => {
    const base =
      'FROM alpine\nWORKDIR /app\nONBUILD ARG FLAVOUR=plain\nONBUILD COPY conf /app/conf\nONBUILD RUN echo "$FLAVOUR" > flavour\nCMD cat flavour conf\n'
    await build('base', { Dockerfile: base })
    const child = await build('child', { Dockerfile: 'FROM app-base\n', conf: 'mine\n' }, [
      '--build-arg',
      'FLAVOUR=sweet',
    ])
    expect(child.stdout).toContain('# Executing 3 build triggers')
    expect((await docker(['run', '--rm', 'app-child'])).stdout).toBe('sweet\nmine\n')
  })

  test('takes what it has built from the cache, and tells so', async () => {
    const files = { Dockerfile: 'FROM busybox\nCOPY a /\nRUN cat /a > /b\n', a: '1' }
    const hits = ({ stdout }: Outcome): number => stdout.split(' ---> Using cache\n').length - 1
    expect(hits(await build('cached', files))).toBe(0)
    expect(hits(await build('cached', files))).toBe(2)
    expect(hits(await build('cached', files, ['--no-cache']))).toBe(0)
    expect(hits(await build('cached', { ...files, a: '2' }))).toBe(0)
  })

  /** In this order, each in the folder of the context. */
  const lines: readonly [line: string, status: number, stdout: string | RegExp, stderr?: string][] = [
    ["printf 'FROM busybox\\nRUN echo from stdin\\n' | docker build -t stdin -", 0, /\nfrom stdin\n/],
    ['docker build -q -f other/Other.Dockerfile .', 0, /^sha256:[0-9a-f]{64}\n$/],
    [
      'docker build -t t1 -t t2:x --label a=b --target first . && docker images -q t2:x',
      0,
      /Successfully tagged t2:x\n/,
    ],
    ['docker inspect -f "{{json .Config.Labels}}" t1', 0, '{"a":"b"}\n'],
    ['docker history -q t1 | wc -l', 0, /^[0-9]+\n$/],
    [
      'docker build --build-arg NOBODY=1 --target first .',
      0,
      /\[Warning\] One or more build-args \[NOBODY\] were not consumed\n/,
    ],
    ['docker build --target nope .', 1, '', 'target stage "nope" could not be found'],
    [
      'docker build -f Failing .',
      7,
      /\nbefore\n/,
      "The command '/bin/sh -c echo before; exit 7' returned a non-zero code: 7",
    ],
    [
      'docker build -f Unknown .',
      1,
      '',
      'dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)',
    ],
    [
      'docker build -f Missing .',
      1,
      '',
      'COPY failed: file not found in build context or excluded by .dockerignore: stat ignored',
    ],
    ['docker build -f BuildKit .', 1, '', 'the --mount option requires BuildKit'],
    ['docker ps -aq | wc -l', 0, '2\n'],
    ['docker builder prune -f', 0, 'Total reclaimed space: 0B\n'],
  ]

  test('does what its flags ask for, and exits as the command that failed', async () => {
    const workingDirectory = contextOf('flags', {
      Dockerfile: 'FROM busybox AS first\nENV A=1\nFROM busybox\nENV B=1\n',
      'other/Other.Dockerfile': 'FROM busybox\nENV C=1\n',
      Failing: 'FROM busybox\nRUN echo before; exit 7\n',
      Unknown: 'FROM busybox\nRUNN x\n',
      Missing: 'FROM busybox\nCOPY ignored /\n',
      BuildKit: 'FROM busybox\nRUN --mount=type=cache,target=/c true\n',
      ignored: '',
      '.dockerignore': 'ignored\n',
    })
    for (const [line, status, stdout, stderr] of lines) {
      const outcome = await docker.shell(line, { workingDirectory, environment: classic })
      expect(outcome.status, `${line}\n${outcome.stderr}`).toBe(status)
      if (typeof stdout === 'string') {
        if (status === 0) expect(outcome.stdout, line).toBe(stdout)
      } else expect(outcome.stdout, line).toMatch(stdout)
      if (stderr) expect(outcome.stderr, line).toContain(stderr)
    }
  })
})
