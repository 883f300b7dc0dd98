import { write } from '../../kernel/calls.ts'
import type { Process, Program } from '../../kernel/process.ts'
import { baseName } from '../applets/applet.ts'

interface Language {
  readonly title: string
  /** Words that ask for the version. */
  readonly versionWords: readonly string[]
  readonly version: (process: Process) => string
  /** Where the version is printed. */
  readonly versionDescriptor?: 1 | 2
}

const from = (process: Process, variable: string, otherwise: string): string =>
  process.environment.get(variable) ?? otherwise

/** Interpreters, compilers and package managers of well-known images. Only what they are is simulated. */
const languages: Readonly<Record<string, Language>> = {
  node: {
    title: 'JavaScript',
    versionWords: ['--version', '-v'],
    version: process => `v${from(process, 'NODE_VERSION', '24.11.1')}`,
  },
  npm: { title: 'npm', versionWords: ['--version', '-v'], version: () => '11.6.1' },
  python: {
    title: 'Python',
    versionWords: ['--version', '-V'],
    version: process => `Python ${from(process, 'PYTHON_VERSION', '3.14.0')}`,
  },
  pip: {
    title: 'pip',
    versionWords: ['--version', '-V'],
    version: () => 'pip 25.3 from /usr/local/lib/python3/site-packages/pip (python 3)',
  },
  java: {
    title: 'Java',
    versionWords: ['-version', '--version'],
    versionDescriptor: 2,
    version: process => `openjdk version "${from(process, 'JAVA_VERSION', '25.0.1').replace(/^jdk-?/, '')}"`,
  },
  ruby: {
    title: 'Ruby',
    versionWords: ['--version', '-v'],
    version: process => `ruby ${from(process, 'RUBY_VERSION', '3.4.7')} [x86_64-linux]`,
  },
  php: {
    title: 'PHP',
    versionWords: ['--version', '-v'],
    version: process => `PHP ${from(process, 'PHP_VERSION', '8.4.14')} (cli)`,
  },
  perl: {
    title: 'Perl',
    versionWords: ['--version', '-v'],
    version: () => 'This is perl 5, version 40, subversion 1 (v5.40.1) built for x86_64-linux-gnu',
  },
  go: {
    title: 'Go',
    versionWords: ['version'],
    version: process => `go version go${from(process, 'GOLANG_VERSION', '1.25.4')} linux/amd64`,
  },
  deno: { title: 'TypeScript', versionWords: ['--version', '-V'], version: () => 'deno 2.5.6' },
  bun: { title: 'TypeScript', versionWords: ['--version', '-v'], version: () => '1.3.2' },
}

const standIn = ({ title, versionWords, version, versionDescriptor = 1 }: Language): Program =>
  function* (process) {
    if (versionWords.includes(process.argv[1] ?? '')) {
      yield* write(process, versionDescriptor, `${version(process)}\n`)
      return 0
    }
    const name = baseName(process.argv[0] ?? '')
    yield* write(
      process,
      2,
      `${name}: mockerd does not execute ${title}; script this container with its labels instead\n`,
    )
    return 1
  }

export const languageStandIns: Readonly<Record<string, Program>> = Object.fromEntries(
  Object.entries(languages).map(([name, language]) => [name, standIn(language)]),
)
