/** The classic builder: a Dockerfile and its files go out, and the whole stream comes back. */
import { get, post, put, remove, type Scenario, type Step } from './step.ts'
import { archive, type Entry } from './tar-bytes.ts'

interface Build {
  readonly dockerfile?: string
  readonly files?: readonly Entry[]
  /** What stands behind `?version=1&`. */
  readonly query?: string
}

const build = ({ dockerfile, files = [], query = '' }: Build, more: Step = {}): Step => ({
  method: 'POST',
  path: `/build?version=1${query === '' ? '' : `&${query}`}`,
  headers: { 'Content-Type': 'application/x-tar' },
  body: archive([...(dockerfile === undefined ? [] : [{ name: 'Dockerfile', data: dockerfile }]), ...files]),
  label: `build ${query} ${(dockerfile ?? '').split('\n').join(' | ').slice(0, 120)}`,
  ...more,
})

const result = 'box-built:1'
const tagged = `t=${encodeURIComponent(result)}`

/** Builds, looks at what was made, and takes it away. */
const made = (name: string, parts: Build, ...more: readonly Step[]): Scenario => ({
  name: `build: ${name}`,
  steps: [
    build({ ...parts, query: [tagged, parts.query ?? ''].filter(Boolean).join('&') }),
    get(`/images/${result}/json`),
    get(`/images/${result}/history`),
    ...more,
    remove(`/images/${result}?force=1`, { quiet: true }),
  ],
})

/** Builds something that fails, and nothing stays. */
const refused = (name: string, dockerfile: string, parts: Omit<Build, 'dockerfile'> = {}): Scenario => ({
  name: `build: refused ${name}`,
  steps: [build({ dockerfile, ...parts })],
})

const run = (command: readonly string[]): readonly Step[] => [
  post('/containers/create?name=box-c', { Image: result, Cmd: command }),
  post('/containers/box-c/start'),
  post('/containers/box-c/wait'),
  get('/containers/box-c/logs?stdout=1&stderr=1'),
]

const shell = (script: string): readonly Step[] => run(['sh', '-c', script])

const hello: Entry = { name: 'hello.txt', data: 'hello\n' }
const tree: readonly Entry[] = [
  { name: 'src/' },
  { name: 'src/a.txt', data: 'a\n', uid: 1000, gid: 1000 },
  { name: 'src/b.txt', data: 'bb\n' },
  { name: 'src/deep/' },
  { name: 'src/deep/c.md', data: 'ccc\n' },
  { name: 'src/link', link: 'a.txt' },
]

const listing = 'cd /out && find . | sort | while read f; do ls -ldn "$f" | awk \'{print $1,$3,$4,$9,$10,$11}\'; done'

const successes: readonly Scenario[] = [
  made('the smallest', { dockerfile: 'FROM busybox\n' }),
  made('every instruction that only speaks', {
    dockerfile: [
      'FROM busybox AS base',
      'MAINTAINER Somebody <a@b>',
      'ARG V=1',
      'ENV X=$V Y="two words" Z=z\\ z',
      'ENV OLD old form  here',
      'LABEL a=b "c d"="e f" multi="x',
      'EXPOSE 80 90/udp 100-102',
      'VOLUME /data /more',
      'VOLUME ["/json", "/json two"]',
      'WORKDIR /work',
      'WORKDIR rel/$X',
      'USER 1000:1000',
      'STOPSIGNAL SIGINT',
      'SHELL ["/bin/sh", "-ec"]',
      'HEALTHCHECK --interval=5s --timeout=1m30s --retries=3 CMD true && $X',
      'HEALTHCHECK NONE',
      'ONBUILD RUN echo later $X',
      'ENTRYPOINT ["echo", "entry"]',
      'CMD echo "$X"',
    ]
      .join('\n')
      .replace(' multi="x', ''),
  }),
  made(
    'running',
    {
      dockerfile:
        'FROM busybox\nENV A=b\nWORKDIR /w\nRUN echo out; echo err >&2; echo $A; pwd; id -u; touch made\nRUN ["echo", "exec form", "$A"]\nRUN printf "no end"\nCMD ["ls", "/w"]\n',
    },
    ...run(['ls', '-l', '/w/made']),
  ),
  made('arguments', {
    dockerfile:
      'ARG BASE=busybox\nFROM $BASE\nARG BASE\nARG A=default\nARG B\nARG C=${A}-c\nRUN echo "$BASE $A $B $C $HTTP_PROXY"\nENV A=env\nRUN echo $A\nRUN echo ${A}\n',
    query: `buildargs=${encodeURIComponent('{"A":"given","B":"b","UNUSED":"1","OTHER":null,"HTTP_PROXY":"http://p"}')}`,
  }),
  made('expansions', {
    dockerfile:
      'FROM busybox\nARG U\nARG N=\nARG P=foo.tar.gz\nENV a=${U:-d1} b=${U-d2} c=${N:-d3} d=${N-d4} e=${P:+e} f=${U+f} g=\\$P h=\'$P\' i="$P" j=${P%.*} k=${P%%.*} l=${P#*.} m=${P##*.} n=${P/o/0} o=${P//o/0}\nWORKDIR /${P:+dir}\nLABEL l=${P}\nEXPOSE ${N:-80}\nCOPY ${U:-hello}.txt /$P\nRUN env | grep "^[a-o]=" | sort\n',
    files: [hello],
  }),
  made(
    'copying',
    {
      dockerfile:
        'FROM busybox\nCOPY hello.txt /out/hello.txt\nCOPY hello.txt /out/\nCOPY src /out/src\nCOPY src/*.txt /out/wild/\nCOPY src/ hello.txt /out/many/\nCOPY --chown=1000:1001 src /out/owned\nCOPY --chown=nobody:1 hello.txt /out/nobody\nCOPY src/link /out/followed\nWORKDIR /out/wd\nCOPY hello.txt .\nCOPY ["hello.txt", "with space.txt"]\nCOPY hello.txt rel/\n',
      files: [hello, ...tree],
    },
    ...shell(listing),
  ),
  made(
    'copying everything',
    {
      dockerfile: 'FROM busybox\nCOPY . /out\n',
      files: [hello, ...tree, { name: '.dockerignore', data: 'Dockerfile\n.dockerignore\nhello.txt\n' }],
    },
    ...shell(listing),
  ),
  made(
    'adding an archive',
    {
      dockerfile:
        'FROM busybox\nADD a.tar /out/\nADD hello.txt /out/x/\nADD a.tar /out/sub\nCOPY a.tar /out/copied.tar\n',
      files: [
        hello,
        { name: 'a.tar', data: archive([{ name: 'in.txt', data: 'in\n', uid: 5 }, { name: 'd/' }]).toString('latin1') },
      ],
    },
    ...shell(listing),
  ),
  made(
    'stages',
    {
      dockerfile:
        'FROM busybox AS Build\nRUN mkdir /o && echo app > /o/app && chown 7:8 /o/app\nFROM scratch AS empty\nCOPY --from=build /o /\nFROM busybox\nCOPY --from=build /o /out\nCOPY --from=0 /o/app /out/app2\nCOPY --from=busybox:latest /etc/passwd /out/\nCOPY --from=empty / /out/e\n',
    },
    ...shell(listing),
  ),
  made('a target', {
    dockerfile: 'FROM busybox AS one\nRUN echo one\nFROM busybox AS two\nRUN echo two\n',
    query: 'target=ONE',
  }),
  made('labels of the client', {
    dockerfile: 'FROM busybox\nLABEL a=1\n',
    query: `labels=${encodeURIComponent('{"z":"$x","b":"2","a":"3"}')}`,
  }),
  made('from nothing', { dockerfile: 'FROM scratch\nCOPY hello.txt /\nLABEL x=y\nCMD ["/hello"]\n', files: [hello] }),
  {
    name: 'build: the cache',
    steps: [
      build({
        dockerfile: 'FROM busybox\nRUN echo a > /a\nCOPY hello.txt /\nENV X=1\n',
        files: [hello],
        query: tagged,
      }),
      build({
        dockerfile: 'FROM busybox\nRUN echo a > /a\nCOPY hello.txt /\nENV X=1\n',
        files: [hello],
        query: tagged,
      }),
      build({
        dockerfile: 'FROM busybox\nRUN echo a > /a\nCOPY hello.txt /\nENV X=2\n',
        files: [hello],
        query: tagged,
      }),
      build({
        dockerfile: 'FROM busybox\nRUN echo a > /a\nCOPY hello.txt /\nENV X=2\n',
        files: [{ name: 'hello.txt', data: 'other\n' }],
        query: tagged,
      }),
      build({
        dockerfile: 'FROM busybox\nRUN echo a > /a\nCOPY hello.txt /\nENV X=1\n',
        files: [hello],
        query: `${tagged}&nocache=1`,
      }),
      build({ dockerfile: 'FROM busybox\nARG V\nRUN echo $V\n', query: 'buildargs={"V":"1"}' }),
      build({ dockerfile: 'FROM busybox\nARG V\nRUN echo $V\n', query: 'buildargs={"V":"1"}' }),
      build({ dockerfile: 'FROM busybox\nARG V\nRUN echo $V\n', query: 'buildargs={"V":"2"}' }),
      remove(`/images/${result}?force=1`, { quiet: true }),
    ],
  },
  {
    name: 'build: triggers',
    steps: [
      build({
        dockerfile: 'FROM busybox\nONBUILD RUN echo triggered > /t\nONBUILD COPY hello.txt /\nONBUILD ENV T=1\n',
        query: 't=box-onbuild',
      }),
      build({ dockerfile: 'FROM box-onbuild\nRUN cat /t\n', files: [hello], query: tagged }),
      build({ dockerfile: 'FROM box-onbuild\nRUN cat /t\n', query: tagged }),
      get(`/images/${result}/json`),
      remove(`/images/${result}?force=1`, { quiet: true }),
      remove('/images/box-onbuild?force=1', { quiet: true }),
    ],
  },
  {
    name: 'build: the answer',
    steps: [
      build({ dockerfile: 'FROM busybox\nENV a=1\n', query: 'q=1' }),
      build({ dockerfile: 'FROM busybox\nRUN exit 4\n', query: 'q=1' }),
      build({ dockerfile: 'FROM busybox\nENV a=1\n', query: 't=box-1&t=box-2:x&t=box-1:latest' }),
      build({ dockerfile: 'FROM busybox\nRUN echo kept\n', query: 'rm=0&nocache=1' }),
      build({ dockerfile: 'FROM busybox\nRUN false\n', query: 'forcerm=1' }),
      build({ dockerfile: 'FROM busybox\nRUN false\n' }),
      get('/containers/json?all=1'),
      build({ files: [{ name: 'a/D', data: 'FROM busybox\nENV b=1\n' }], query: 'dockerfile=a/D' }),
      build({ files: [{ name: 'dockerfile', data: 'FROM busybox\nENV c=1\n' }] }),
      build({
        dockerfile: 'FROM busybox\nENV d=1\n',
        query: 'memory=67108864&shmsize=67108864&cpushares=2&networkmode=none',
      }),
      build({
        dockerfile: 'FROM busybox\nRUN ip a | grep -c eth0; cat /etc/hosts | grep extra\n',
        query: 'networkmode=none&extrahosts=extra:1.2.3.4',
      }),
      build({ dockerfile: 'FROM --platform=linux/amd64 busybox\nENV e=1\n', query: 'platform=linux/amd64' }),
      remove('/images/box-1?force=1', { quiet: true }),
      remove('/images/box-2:x?force=1', { quiet: true }),
    ],
  },
  made('odd forms', {
    dockerfile:
      '# comment\n\n  # indented\n\tfrom busybox\nrun echo a \\\n  # inside\n  && echo b \\\n\n  && echo c\nRUN   echo   spaces   kept\nRUN echo \\\\\nrun echo "it\'s"\nCmd [ "a" , "b" ]\nLABEL a="x \\\n y"\n',
  }),
  made('another escape', { dockerfile: '# escape=`\nFROM busybox\nRUN echo a `\n b\\\nENV A=`$x B=\\y\n' }),
  made('carriage returns', { dockerfile: 'FROM busybox\r\nRUN echo a \\\r\n b\r\nENV A=b\r\n' }),
  made('a byte order mark', { dockerfile: '\ufeffFROM busybox\nENV A=b\n' }),
  made('volumes while building', {
    dockerfile: 'FROM busybox\nVOLUME /v\nRUN echo lost > /v/f; echo kept > /k\nRUN ls /v /k\n',
  }),
  made('users while building', {
    dockerfile:
      'FROM busybox\nUSER nobody\nRUN id -un; touch /tmp/x; touch /y || echo refused\nWORKDIR /made\nRUN ls -ld /made | cut -c1-10; echo $HOME\nCOPY hello.txt .\nUSER root\nRUN ls -ln /made | tail -1 | cut -d" " -f1\n',
    files: [hello],
  }),
  made('an entrypoint resets the command', {
    dockerfile: 'FROM busybox\nENTRYPOINT ["a"]\nRUN echo run anyway\nENTRYPOINT b c\nCMD ["x"]\nENTRYPOINT ["d"]\n',
  }),
  made('a health check twice', {
    dockerfile:
      'FROM busybox\nHEALTHCHECK CMD one\nHEALTHCHECK --start-period=1s --start-interval=2s CMD ["two", "x"]\nRUN echo x\n',
  }),
  made(
    'deleting',
    {
      dockerfile: 'FROM busybox\nCOPY src /out\nRUN rm /out/a.txt && rm -r /out/deep && echo new > /out/b.txt\n',
      files: tree,
    },
    ...shell(listing),
  ),
]

const failures: readonly Scenario[] = [
  refused('unknown instruction', 'FROM busybox\nFOO bar\n'),
  refused('instruction nearly known', 'FROM busybox\nRUNN bar\n'),
  refused('nothing', ''),
  refused('only comments', '# nothing\n'),
  refused('no from', 'RUN echo\n'),
  refused('from with two words', 'FROM busybox x\n'),
  refused('from without words', 'FROM\n'),
  refused('a stage that is a number', 'FROM busybox AS 1x\n'),
  refused('stage twice', 'FROM busybox AS a\nFROM busybox AS a\n'),
  refused('a failing command', 'FROM busybox\nRUN echo before; exit 3\nRUN echo never\n'),
  refused('a failing command in exec form', 'FROM busybox\nRUN ["false"]\n'),
  refused('a command not found', 'FROM busybox\nRUN nosuch\n'),
  refused('a command not found in exec form', 'FROM busybox\nRUN ["nosuch", "x"]\n'),
  refused('no shell', 'FROM scratch\nRUN echo\n'),
  refused('no such image', 'FROM box-nosuch-image:none\n'),
  refused('copy of what is not there', 'FROM busybox\nCOPY nope /\n'),
  refused('copy from outside', 'FROM busybox\nCOPY ../x /\n'),
  refused('copy of a wildcard without match', 'FROM busybox\nCOPY nope* /\n'),
  refused('copy of many to a file', 'FROM busybox\nCOPY src/a.txt src/b.txt /x\n', { files: tree }),
  refused('copy of one word', 'FROM busybox\nCOPY a\n'),
  refused('copy of an address', 'FROM busybox\nCOPY http://x/y /\n'),
  refused('copy from a stage to come', 'FROM busybox\nCOPY --from=1 / /\n'),
  refused('copy from nowhere', 'FROM busybox\nCOPY --from=box-nosuch / /\n'),
  refused('copy to a file as folder', 'FROM busybox\nCOPY hello.txt /etc/passwd/\n', { files: [hello] }),
  refused('copy with an unknown owner', 'FROM busybox\nCOPY --chown=nosuch hello.txt /\n', { files: [hello] }),
  refused('copy with a mode', 'FROM busybox\nCOPY --chmod=755 hello.txt /\n', { files: [hello] }),
  refused('copy with an unknown flag', 'FROM busybox\nCOPY --frm=x hello.txt /\n'),
  refused('copy with an empty flag', 'FROM busybox\nCOPY --from hello.txt /\n'),
  refused('run with a mount', 'FROM busybox\nRUN --mount=type=cache,target=/x echo\n'),
  refused('run with a heredoc', 'FROM busybox\nRUN <<EOF\necho a\nEOF\n'),
  refused('copy of a heredoc', 'FROM busybox\nCOPY <<EOF /x\na\nEOF\n'),
  refused('a heredoc without end', 'FROM busybox\nRUN <<EOF\necho a\n'),
  refused('a json array of numbers', 'FROM busybox\nCMD [1]\n'),
  refused('broken json', 'FROM busybox\nSHELL [x\n'),
  refused('environment without value', 'FROM busybox\nENV A\n'),
  refused('environment without equals', 'FROM busybox\nENV A=b c\n'),
  refused('environment without name', 'FROM busybox\nENV =b\n'),
  refused('label without value', 'FROM busybox\nLABEL a\n'),
  refused('an odd quote', 'FROM busybox\nLABEL a="x\n'),
  refused('a bad substitution', 'FROM busybox\nENV a=${x:q}\n'),
  refused('a required variable', 'FROM busybox\nENV a=${x:?is needed}\n'),
  refused('a bad port', 'FROM busybox\nEXPOSE foo\n'),
  refused('a bad protocol', 'FROM busybox\nEXPOSE 80/foo\n'),
  refused('a bad signal', 'FROM busybox\nSTOPSIGNAL foo\n'),
  refused('a bad duration', 'FROM busybox\nHEALTHCHECK --interval=x CMD true\n'),
  refused('a short duration', 'FROM busybox\nHEALTHCHECK --interval=1us CMD true\n'),
  refused('negative retries', 'FROM busybox\nHEALTHCHECK --retries=-1 CMD true\n'),
  refused('an odd health check', 'FROM busybox\nHEALTHCHECK FOO true\n'),
  refused('no health check', 'FROM busybox\nHEALTHCHECK NONE x\n'),
  refused('a health check without command', 'FROM busybox\nHEALTHCHECK CMD\n'),
  refused('chained triggers', 'FROM busybox\nONBUILD ONBUILD RUN x\n'),
  refused('from as a trigger', 'FROM busybox\nONBUILD FROM x\n'),
  refused('an empty volume', 'FROM busybox\nVOLUME [""]\n'),
  refused('a blank base', 'ARG X\nFROM $X\n'),
  refused('an unknown escape', '# escape=x\nFROM busybox\n'),
  refused('two escapes', '# escape=\\\n# escape=`\nFROM busybox\n'),
  refused('an unknown target', 'FROM busybox\n', { query: 'target=x' }),
  refused('a missing Dockerfile', 'FROM busybox\n', { query: 'dockerfile=nope' }),
  refused('a Dockerfile outside', 'FROM busybox\n', { query: 'dockerfile=../nope' }),
  refused('a bad tag', 'FROM busybox\n', { query: 't=UPPER' }),
  refused('a digest as tag', 'FROM busybox\n', { query: `t=x@sha256:${'a'.repeat(64)}` }),
  refused('a bad platform', 'FROM busybox\n', { query: 'platform=a/b/c/d' }),
  refused('bad arguments', 'FROM busybox\n', { query: 'buildargs=x' }),
  refused('bad labels', 'FROM busybox\n', { query: 'labels=[]' }),
  refused('bad caches', 'FROM busybox\n', { query: 'cachefrom={}' }),
  refused('bad limits', 'FROM busybox\n', { query: 'ulimits=x' }),
  refused('bad size', 'FROM busybox\n', { query: 'shmsize=x' }),
  refused('a bad isolation', 'FROM busybox\n', { query: 'isolation=x' }),
  refused('squashing', 'FROM busybox\n', { query: 'squash=1' }),
  refused('an unknown version', 'FROM busybox\n', { query: 'version=3' }),
  refused('security options', 'FROM busybox\n', { query: 'securityopt=x' }),
  refused('an odd address', 'FROM busybox\n', { query: 'remote=foo' }),
  refused('a session', 'FROM busybox\n', { query: 'remote=client-session' }),
  refused('an add of an address', 'FROM busybox\nADD http://127.0.0.1:9/x /\n'),
  {
    name: 'build: refused no archive',
    steps: [
      put('/build', 'x', { method: 'POST', label: 'build of no tar' }),
      put('/build', '', { method: 'POST', label: 'build of nothing' }),
      post('/build/cancel', undefined, { headers: {} }),
      post('/build/cancel?id=x', undefined, { headers: {} }),
    ],
  },
  {
    name: 'build: prune',
    steps: [
      post('/build/prune'),
      post('/build/prune?all=1'),
      post('/build/prune?keep-storage=x'),
      post('/build/prune?reserved-space=x'),
      post('/build/prune?max-used-space=x'),
      post('/build/prune?min-free-space=x'),
      post(`/build/prune?filters=${encodeURIComponent('{"until":["24h"]}')}`),
      post(`/build/prune?filters=${encodeURIComponent('{"until":["x"]}')}`),
      post(`/build/prune?filters=${encodeURIComponent('{"until":["1h","2h"]}')}`),
      post(`/build/prune?filters=${encodeURIComponent('{"until":["1h"],"unused-for":["1h"]}')}`),
      post(`/build/prune?filters=${encodeURIComponent('{"foo":["x"]}')}`),
      post(`/build/prune?filters=${encodeURIComponent('{"id":["x"],"type":["regular"],"shared":["1"]}')}`),
      post('/build/prune?filters=x'),
      get('/system/df?type=build-cache'),
    ],
  },
]

export const buildScenarios: readonly Scenario[] = [...successes, ...failures]
