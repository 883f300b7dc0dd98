import { GenericContainer, Network, Wait } from 'testcontainers'

/** Two containers on a network of one's own find each other by alias; a third, elsewhere, finds nobody. */
const network = await new Network().start()
const web = await new GenericContainer('nginx:alpine')
  .withNetwork(network)
  .withNetworkAliases('web', 'site')
  .withExposedPorts(80)
  .withWaitStrategy(Wait.forListeningPorts())
  .start()
const idle = () => new GenericContainer('alpine').withCommand(['sleep', '1000'])
const inside = await idle().withNetwork(network).start()
const outside = await idle().start()

const fetchFrom = async (container, host) => {
  const { exitCode, output } = await container.exec(['wget', '-qO-', '-T', '2', `http://${host}`])
  return { exitCode, greets: output.includes('Welcome to nginx!') }
}
const result = {
  byAlias: await fetchFrom(inside, 'web'),
  byOtherAlias: await fetchFrom(inside, 'site'),
  byAddress: await fetchFrom(inside, web.getIpAddress(network.getName())),
  fromElsewhere: await fetchFrom(outside, 'web'),
  networks: web.getNetworkNames().includes(network.getName()),
  fromHost: await fetch(`http://${web.getHost()}:${web.getMappedPort(80)}/`).then(({ status }) => status),
}
for (const container of [outside, inside, web]) await container.stop()
await network.stop()
console.log(JSON.stringify(result))
