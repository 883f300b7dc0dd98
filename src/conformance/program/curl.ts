import { type ApiVersion, operations } from '../../../spec/index.ts'
import { wireRequest } from '../client.ts'
import { decodeText } from '../wire.ts'
import { type Call, isConcurrent, isPass, type Program, type Step } from './program.ts'
import { createSymbols, resolveCall, spellOut } from './symbols.ts'

/** Stands in a request for what only the answer to an earlier one tells, and becomes a variable of the shell. */
const placeholder = (symbol: string, part: string): string => `SHELL${part}OF${symbol}END`
const placeholders = /SHELL(id|short)OF([cenvim]\d+)END/g

/** What the daemon gives an id of its own, so that a later command can use it. */
const identified = /^[cen]\d+$/

const stepsOf = (program: Program): readonly Step[] =>
  isConcurrent(program) ? [...program.prefix, ...program.threads.flat()] : program.steps

/** A text in single quotes, with the variables outside of them. */
const quoted = (text: string): string =>
  `'${text.replaceAll("'", `'\\''`).replace(placeholders, (_, part: string, symbol: string) => `'"$${symbol}_${part}"'`)}'`

/** The call with ids that are known by then left to the shell; other symbols are names. */
const withVariables = (call: Call, known: ReadonlySet<string>): Call =>
  JSON.parse(
    JSON.stringify(call).replace(/\{([cenvim]\d+)\.(id|short)\}/g, (whole, symbol: string, part: string) =>
      known.has(symbol) ? placeholder(symbol, part) : whole,
    ),
  )

const isText = (bytes: Uint8Array): boolean => bytes.every(byte => byte !== 0)

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** For which daemon a script is written. */
export interface CurlOptions {
  readonly apiVersion: ApiVersion
  readonly image: string
  /** What every name begins with. */
  readonly prefix: string
}

const commandFor = (call: Call, { apiVersion, image }: CurlOptions): string => {
  const { stream } = operations[call.call]
  const isUpgraded = stream === 'hijack' && !(call.body && JSON.stringify(call.body).includes('"Detach":true'))
  const { method, target, headers, body } = wireRequest(
    call.call,
    { ...call, ...(call.version === undefined ? {} : { version: call.version }), body: spellOut(call, image) },
    apiVersion,
  )
  const given = { ...headers, ...(isUpgraded ? { Connection: 'Upgrade', Upgrade: 'tcp' } : {}) }
  const parts = [
    method === 'HEAD' ? 'ask --head' : method === 'GET' ? 'ask' : `ask -X ${method}`,
    ...Object.entries(given).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [isText(body) ? `-d ${quoted(decodeText(body))}` : '--data-binary @-']),
    `"$host"${quoted(target)}`,
  ]
  const command = parts.join(' ')
  return body === undefined || isText(body) ? command : `printf %s ${base64(body)} | base64 -d | ${command}`
}

const head = [
  '#!/bin/sh',
  '# Each answer is printed with its status in a line of its own.',
  `socket=\${DOCKER_HOST:-unix:///var/run/docker.sock}`,
  'case $socket in',
  `unix://*) socket=\${socket#unix://} host=http://docker ;;`,
  `tcp://*) host=http://\${socket#tcp://} socket= ;;`,
  'esac',
  `ask() { curl -s --max-time 5 \${socket:+--unix-socket "$socket"} -w '\\nstatus %{http_code}\\n' "$@"; }`,
]

const removals: Readonly<Record<string, (symbol: string, name: string) => string>> = {
  c: symbol => `/containers/'"$${symbol}_id"'?force=true&v=true`,
  n: symbol => `/networks/'"$${symbol}_id"'`,
  v: (_, name) => `/volumes/${name}?force=true`,
}

/** The program as a script of curl commands, which takes away what it made. Threads come one after the other. */
export const curlScript = (program: Program, options: CurlOptions): string => {
  let number = 0
  const symbols = createSymbols(() => `${options.prefix}${++number}`)
  const known = new Set<string>()
  const lines = stepsOf(program).map(step => {
    if (isPass(step)) return `sleep ${step.pass}`
    const { makes } = step
    const given = { image: options.image, label: 'dev.mockerd.conformance.run=replay' }
    const command = commandFor(resolveCall(withVariables(step, known), symbols, given), options)
    if (makes === undefined || !identified.test(makes)) return command
    known.add(makes)
    return [
      `answer=$(${command})`,
      'echo "$answer"',
      `${makes}_id=$(echo "$answer" | sed -n 's/.*"Id": *"\\([0-9a-f]*\\)".*/\\1/p')`,
      `${makes}_short=$(echo "$${makes}_id" | cut -c 1-12)`,
    ].join('\n')
  })
  const order = ['c', 'n', 'v']
  const made = symbols.entries().filter(([symbol]) => known.has(symbol) || symbol.startsWith('v'))
  const cleaning = order.flatMap(kind =>
    made
      .filter(([symbol]) => symbol.startsWith(kind))
      .map(
        ([symbol, { name }]) =>
          `ask -X DELETE -o /dev/null "$host"'${removals[kind]?.(symbol, name) ?? ''}' > /dev/null`,
      ),
  )
  return [...head, ...lines, '# What was made is taken away.', ...cleaning, ''].join('\n')
}
