/** What requests are made of: data, so that a new idea is a new line. */

const long = 'x'.repeat(70_000)

/** Names that mean something in every world. */
export const knownNames: readonly string[] = ['busy', 'idle', 'done', 'busybox', 'bridge', 'lan', 'shelf']

/** Names as a client might write them in a path: already encoded, or badly. */
export const pathWords: readonly string[] = [
  ...['busy', 'busy', 'idle', 'done', 'busybox', 'busybox:latest', 'bridge', 'host', 'none', 'lan', 'shelf'],
  ...['nothing', '-', '0', '123', 'a'.repeat(64), 'f'.repeat(65), long, 'sha256:', `sha256:${'0'.repeat(64)}`],
  ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'json', 'create', 'prune', 'undefined'],
  ...[
    '%',
    '%zz',
    '%2',
    '%00',
    '%ff',
    '%C3%28',
    '%2e%2e',
    '%2F',
    '%2fetc%2fpasswd',
    '..',
    '.',
    'a%20b',
    'a b',
    'é',
    '🐳',
  ],
  ...['a/b', 'a//b', 'busybox@sha256:zz', 'a:b:c', 'UPPER', '$(id)', "';--", '*', '?', '#', '[', '\\', '%0d%0aX: y'],
]

export const strings: readonly string[] = [
  ...[
    '',
    ' ',
    'x',
    'busybox',
    'busy',
    'bridge',
    'host',
    'none',
    'default',
    'lan',
    'shelf',
    'container:busy',
    'container:',
  ],
  ...[
    'container:nothing',
    'private',
    'shareable',
    'always',
    'no',
    'on-failure',
    'unless-stopped',
    'json-file',
    'local',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'a=b',
    '=',
    'A',
    '/',
    '/data',
    '/data:/data',
    'shelf:/data:ro',
    'a:b:c:d',
  ],
  ...[
    '..',
    '../../etc/passwd',
    '/../..',
    '/proc',
    '1.2.3.4',
    '::1',
    '10.0.0.0/8',
    '300.1.1.1',
    '0',
    '-1',
    '1',
    '80/tcp',
  ],
  ...[
    '80',
    '70000',
    '80-90',
    '1s',
    '99999999999h',
    'SIGKILL',
    'KILL',
    'NOSUCH',
    '65536',
    '\u0000',
    'a\u0000b',
    '\ud800',
  ],
  ...['é', '🐳', '\u202e', '\r\nX: y', '$HOME', '$(id)', '%s%n', long, '2026-01-01T00:00:00Z', 'null', 'NaN', 'true'],
]

/** As they are written in JSON, because no JavaScript number is most of them. */
export const numbers: readonly string[] = [
  ...['0', '1', '2', '-1', '-0', '10', '65535', '65536', '2147483648', '4294967296', '9007199254740993'],
  ...[
    '9223372036854775807',
    '-9223372036854775808',
    '9223372036854775808',
    '1e30',
    '1e400',
    '-1e400',
    '1.5',
    '1E2',
    '0.0',
  ],
]

export const queryValues: readonly string[] = [
  ...[
    '',
    '0',
    '1',
    'true',
    'false',
    'True',
    'yes',
    '-1',
    '1.5',
    '1e9',
    '99999999999999999999',
    'NaN',
    'abc',
    '%zz',
    '%',
  ],
  ...[
    '%00',
    '%ff',
    '/',
    '/tmp',
    '/etc/passwd',
    '/nothing',
    '..%2F..%2F..',
    '/proc/1/root',
    'all',
    '10',
    '-10',
    'TERM',
    '9',
    'SIGNOPE',
  ],
  ...[
    'busybox',
    'latest',
    'x'.repeat(100_000),
    '__proto__',
    'linux/amd64',
    'linux/nope',
    'a/b/c/d/e',
    'ctrl-p,ctrl-q',
    'ctrl-',
  ],
  ...[
    '1970-01-01T00:00:00Z',
    '1767225600',
    '1767225600.999999999',
    '10m',
    'removed',
    'next-exit',
    'not-running',
    'json',
    '+',
    '%26',
  ],
]

export const filterValues: readonly string[] = [
  ...[
    '{',
    '[]',
    'null',
    '""',
    '1',
    '{}',
    '{"label":["a"]}',
    '{"label":["a=b"]}',
    '{"label":{"a":true}}',
    '{"label":{"a":1}}',
  ],
  ...[
    '{"label":"a"}',
    '{"label":[1]}',
    '{"label":null}',
    '{"status":["nope"]}',
    '{"status":["running"]}',
    '{"nope":["x"]}',
  ],
  ...[
    '{"__proto__":["x"]}',
    '{"constructor":["x"]}',
    '{"name":["("]}',
    '{"name":["(a+)+$"]}',
    '{"name":["[["]}',
    '{"id":["f"]}',
  ],
  ...[
    '{"before":["nothing"]}',
    '{"since":["nothing"]}',
    '{"ancestor":["nothing"]}',
    '{"exited":["x"]}',
    '{"exited":["0"]}',
  ],
  ...[
    '{"until":["10m"]}',
    '{"until":["x"]}',
    '{"dangling":["maybe"]}',
    '{"health":["x"]}',
    '{"publish":["80-"]}',
    '{"volume":[""]}',
  ],
  ...[
    '{"network":["lan"]}',
    '{"is-task":["x"]}',
    '{"type":["x"]}',
    '{"event":["x"],"type":["container"]}',
    '['.repeat(20_000),
  ],
  ...[
    '{"label":{"__proto__":true}}',
    '{"expose":["-1/tcp"]}',
    '{"reference":["[z-a]"]}',
    '{"driver":[""]}',
    '{"label":[]}',
  ],
]

export const goodVersions: readonly string[] = ['', '', '/v1.41', '/v1.44', '/v1.55']

export const oddVersions: readonly string[] = [
  ...['/v1.24', '/v1.12', '/v0.0', '/v99.99', '/v1', '/v1.', '/v1.041', '/v1.4.4', '/vabc', '/v-1.4'],
  ...['/v1.99999999999999999999', '/v1.44/v1.44', '/V1.44', '//v1.44', '/v1.44/'],
]

export const methods: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'FOO', 'get', '']

export const contentTypes: readonly (string | undefined)[] = [
  ...[
    'application/json',
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
  ],
  ...[
    'text/plain',
    'application/x-tar',
    'application/x-www-form-urlencoded',
    '',
    ';',
    'application/json garbage',
    'a/b/c',
  ],
  undefined,
]

export const headerValues: readonly string[] = [
  '',
  'x',
  '*/*',
  'gzip',
  'gzip;q=x',
  'identity',
  'e30=',
  '%%%',
  'eyJ1c2VybmFtZSI6MX0=',
]

/** Bodies that are no objects of the right shape at all. */
export const texts: readonly string[] = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[]',
    'null',
    'true',
    '1',
    '"x"',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    '{}{}',
    '{} x',
    '\ufeff{}',
  ],
  ...[
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
  ],
  ...[
    '['.repeat(100_000),
    '{"a":'.repeat(20_000),
    `"${'x'.repeat(200_000)}"`,
    '{"Image":"busybox","Image":7}',
    '\u0000',
    '{"a":01}',
  ],
  ...[
    '{"Image":"busybox","HostConfig":null}',
    '{"Image":"busybox","NetworkingConfig":{"EndpointsConfig":{"__proto__":{}}}}',
  ],
]
