import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon(['--ports', 'none'])
  docker = dockerCli(daemon)
  await docker(['pull', '-q', 'busybox'])
})
afterAll(() => daemon.stop())

type Step = readonly [line: string, status: number, stdout: RegExp, stderr?: RegExp]

const id = /^[0-9a-f]{64}\n$/
const idle = 'busybox sleep 1000'

/** In this order: each line builds on what the ones before it left. */
const scripts: Readonly<Record<string, readonly Step[]>> = {
  'names are known on the networks that are shared': [
    ['docker network create --subnet 10.88.0.0/24 names', 0, id],
    ['docker network create others', 0, id],
    [`docker run -d --name one --network names --network-alias svc ${idle}`, 0, id],
    [`docker run -d --name two --network names --network-alias svc --hostname box ${idle}`, 0, id],
    [`docker run -d --name far --network others --network-alias svc ${idle}`, 0, id],
    [
      'docker run --rm --network names busybox nslookup svc',
      0,
      /Address: 10\.88\.0\.2\n[\s\S]*Address: 10\.88\.0\.3\n/,
    ],
    ['docker run --rm --network names busybox nslookup box.names', 0, /Address: 10\.88\.0\.3\n/],
    ['docker run --rm --network names busybox nslookup far', 1, /can't find far: NXDOMAIN/],
    ['docker run --rm --network names busybox nslookup 10.88.0.2', 0, /2\.0\.88\.10\.in-addr\.arpa\tname = one\.names/],
    [
      'docker run --rm --network names busybox ping -c1 $(docker inspect -f "{{slice .Id 0 12}}" one)',
      0,
      /1 packets received/,
    ],
    ['docker run --rm --network names busybox ping -c1 10.88.0.1', 0, /1 packets received/],
    ['docker run --rm --network names busybox cat /etc/resolv.conf', 0, /nameserver 127\.0\.0\.11\noptions ndots:0\n/],
    ['docker run --rm --network none busybox ping -c1 10.88.0.1', 1, /PING/, /sendto: Network is unreachable/],
    ['docker run --rm --network names --link one:peer busybox ping -c1 peer', 0, /PING peer \(10\.88\.0\.2\)/],
  ],
  'links of old are found in the hosts file': [
    [`docker create --name base ${idle}`, 0, id],
    [
      'docker run --rm --link base:db busybox ping -c1 db',
      125,
      /^$/,
      /Cannot link to a non running container: \/base AS \/\w+\/db/,
    ],
    ['docker start base', 0, /^base\n$/],
    ['docker run --rm --link base:db busybox ping -c1 db', 0, /PING db \(172\.17\.0\.2\)/],
    ['docker run --rm --link base:db busybox cat /etc/hosts', 0, /^172\.17\.0\.2\tdb [0-9a-f]{12} base$/m],
    ['docker run --rm busybox ping -c1 base', 1, /^$/, /bad address 'base'/],
  ],
  'networks have the families that they were given': [
    ['docker network create --ipv6 --subnet 10.89.0.0/24 --subnet fd00:89::/64 both', 0, id],
    ['docker network create --ipv4=false --ipv6 --subnet fd00:90::/64 six', 0, id],
    [`docker run -d --name dual --network both --ip6 fd00:89::77 ${idle}`, 0, id],
    ['docker exec dual ip addr show eth0', 0, /inet 10\.89\.0\.2\/24 [\s\S]*inet6 fd00:89::77\/64 /],
    ['docker exec dual ip -6 route', 0, /^default via fd00:89::1 dev eth0 /],
    [`docker run -d --name lone --network six -p 8089:80 ${idle}`, 0, id],
    ['docker port lone', 0, /^80\/tcp -> \[::\]:8089\n$/],
    ['docker exec lone ip route', 0, /^\n?$/],
    ['docker inspect -f "{{.NetworkSettings.Networks.six.GlobalIPv6Address}}" lone', 0, /^fd00:90::2\n$/],
    ['docker network inspect -f "{{range .Containers}}{{.IPv6Address}}{{end}}" six', 0, /^fd00:90::2\/64\n$/],
  ],
  'drivers refuse what they cannot do': [
    ['docker network create -d overlay o', 1, /^$/, /This node is not a swarm manager/],
    ['docker network create -d nope n', 1, /^$/, /plugin "nope" not found/],
    ['docker network create -d macvlan -o parent=eth9 m', 1, /^$/, /invalid subinterface vlan name eth9/],
    ['docker network create -d macvlan -o parent=eth0 --subnet 10.91.0.0/24 --gateway 10.91.0.1 lan', 0, id],
    ['docker run --rm --network lan busybox ip route', 0, /default via 10\.91\.0\.1 dev eth0/],
    [
      'docker network create -o com.docker.network.driver.mtu=x m',
      1,
      /^$/,
      /failed to parse com\.docker\.network\.driver\.mtu value: x/,
    ],
    ['docker network create --subnet 10.91.0.0/24 m', 1, /^$/, /Pool overlaps with other one on this address space/],
    ['docker network create --internal --subnet 10.92.0.0/24 inner', 0, id],
    ['docker run --rm --network inner busybox ip route', 0, /^10\.92\.0\.0\/24 dev eth0[^\n]*\n$/],
    [
      'docker run --rm --network host --network-alias x busybox true',
      125,
      /^$/,
      /network-scoped aliases are only supported/,
    ],
  ],
}

test.each(Object.entries(scripts))('%s', async (_, steps) => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout, `${line}\n${outcome.stderr}`).toMatch(stdout)
    expect(outcome.status, `${line}\n${outcome.stderr}`).toBe(status)
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
  }
})
