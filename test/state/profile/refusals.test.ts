import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/index.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'

/** What each daemon says, as 20.10.24, 26.1.5 and 28.5.2 were asked; a status below 400 stands alone. */
type Row = readonly [line: string, body: object | undefined, answers: Readonly<Record<Profile, string>>]

const said: readonly Row[] = [
  [
    'POST /containers/create',
    { HostConfig: { CpuShares: -1 } },
    { old: '201', mid: '201', late: '400 invalid CPU shares (-1): value must be a positive integer' },
  ],
  [
    'POST /containers/create',
    { HostConfig: { Isolation: 'nonsense' } },
    {
      old: `500 Invalid isolation: "nonsense" - linux only supports 'default'`,
      mid: `500 Invalid isolation: "nonsense" - linux only supports 'default'`,
      late: "400 invalid isolation (nonsense): linux only supports 'default'",
    },
  ],
  [
    'POST /containers/create',
    { HostConfig: { Runtime: 'nonsense' } },
    {
      old: '400 Unknown runtime specified nonsense',
      mid: '400 unknown or invalid runtime name: nonsense',
      late: '400 unknown or invalid runtime name: nonsense',
    },
  ],
  [
    'POST /containers/create',
    { HostConfig: { StorageOpt: { nonsense: 'x' } } },
    { old: '500 Unknown option nonsense', mid: '500 Unknown option nonsense', late: '500 Unknown option nonsense' },
  ],
  [
    'POST /containers/create',
    { MacAddress: 'x' },
    {
      old: '201',
      mid: '400 invalid config for network bridge: invalid MAC address x',
      late: '400 invalid config for network bridge: invalid MAC address x',
    },
  ],
  ['POST /containers/create', { StopSignal: '65' }, { old: '201', mid: '201', late: '201' }],
  [
    'POST /containers/create',
    { StopSignal: '0' },
    { old: '400 Invalid signal: 0', mid: '400 invalid signal: 0', late: '400 invalid signal: 0' },
  ],
  [
    'GET /containers/json?limit=x',
    undefined,
    {
      old: '500 strconv.Atoi: parsing "x": invalid syntax',
      mid: '500 strconv.Atoi: parsing "x": invalid syntax',
      late: '500 strconv.Atoi: parsing "x": invalid syntax',
    },
  ],
  [
    'GET /containers/web/logs?stdout=1&since=x',
    undefined,
    {
      old: '500 strconv.ParseInt: parsing "x": invalid syntax',
      mid: '500 strconv.ParseInt: parsing "x": invalid syntax',
      late: '500 strconv.ParseInt: parsing "x": invalid syntax',
    },
  ],
  [
    'POST /containers/web/stop?t=x',
    undefined,
    {
      old: '500 strconv.Atoi: parsing "x": invalid syntax',
      mid: '500 strconv.Atoi: parsing "x": invalid syntax',
      late: '500 strconv.Atoi: parsing "x": invalid syntax',
    },
  ],
  [
    'POST /containers/web/kill?signal=-1',
    undefined,
    {
      old: '500 Cannot kill container: web: The linux daemon does not support signal 18446744073709551615',
      mid: '400 cannot kill container: web: the linux daemon does not support signal -1',
      late: '400 cannot kill container: web: the linux daemon does not support signal -1',
    },
  ],
  [
    'POST /containers/web/resize?h=-1&w=1',
    undefined,
    { old: '200', mid: '200', late: '400 invalid resize height "-1": value out of range' },
  ],
  [
    'POST /containers/web/resize?h=5000000000&w=1',
    undefined,
    { old: '200', mid: '200', late: '400 invalid resize height "5000000000": value out of range' },
  ],
  [
    'POST /containers/web/exec',
    { Cmd: ['true'], User: 'nobody-at-all' },
    {
      old: '201',
      mid: '201',
      late: '400 unable to find user nobody-at-all: no matching entries in passwd file',
    },
  ],
  [
    'GET /images/json?filters={"until":["x"]}',
    undefined,
    {
      old: "400 Invalid filter 'until'",
      mid: '500 failed to parse value as time or duration: "x"',
      late: '500 failed to parse value as time or duration: "x"',
    },
  ],
  [
    'POST /networks/create',
    { Name: '' },
    { old: '500 invalid name: ', mid: '400 invalid name: ', late: '400 invalid name: name is empty' },
  ],
  [
    'POST /networks/create',
    { Name: 'a', IPAM: { Config: [{ Subnet: '10.99.1.0/24', Gateway: '10.98.0.1' }] } },
    {
      old: '500 failed to allocate gateway (10.98.0.1): Requested address is out of range',
      mid: "400 invalid network config:\ninvalid gateway 10.98.0.1: parent subnet 10.99.1.0/24 doesn't contain this address",
      late: "400 invalid network config:\ninvalid gateway 10.98.0.1: parent subnet 10.99.1.0/24 doesn't contain this address",
    },
  ],
  [
    'POST /networks/own/connect',
    { Container: 'web', EndpointConfig: { IPAMConfig: { IPv4Address: 'x' } } },
    {
      old: '400 user specified IP address is supported only when connecting to networks with user configured subnets',
      mid: '400 invalid endpoint settings:\n* invalid IPv4 address: x\n* user specified IP address is supported only when connecting to networks with user configured subnets',
      late: '400 invalid endpoint settings:\n* invalid IPv4 address: x\n* user specified IP address is supported only when connecting to networks with user configured subnets',
    },
  ],
]

type Profile = 'old' | 'mid' | 'late'

const profiles = { old: 'docker-20.10', mid: 'docker-26', late: 'docker-28' } as const

type Ask = (line: string, body?: object) => Promise<string>

/** A daemon with a network `own` and a container `web` that runs. */
const daemon = async (profile: string): Promise<Ask> => {
  const clock = createManualClock()
  const app = createApp(createEngine({ profile, clock, seed: 1 }))
  const ask: Ask = async (line, body) => {
    const [, method = '', path = ''] = /^(\w+) (.*)$/.exec(line) ?? []
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const answer = await app.fetch(new Request(`http://docker${path}`, init))
    const text = await answer.text()
    return answer.status < 400 ? String(answer.status) : `${answer.status} ${JSON.parse(text).message}`
  }
  let isPulled = false
  const pulled = ask('POST /images/create?fromImage=busybox&tag=latest').finally(() => {
    isPulled = true
  })
  for (; !isPulled; clock.runUntilIdle()) await new Promise(resolve => setTimeout(resolve, 0))
  await pulled
  await ask('POST /networks/create', { Name: 'own' })
  await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '1000'], Tty: true })
  await ask('POST /containers/web/start')
  return ask
}

describe.each(Object.entries(profiles) as [Profile, string][])('%s, that is %s', (era, profile) => {
  let ask: Ask
  beforeAll(async () => {
    ask = await daemon(profile)
  })

  test.each(said)('answers %s with %j as it did', async (line, body, answers) => {
    const settings = line === 'POST /containers/create' ? { Image: 'busybox', Cmd: ['true'], ...body } : body
    expect(await ask(line, settings)).toBe(answers[era])
  })
})
