import { GenericContainer, Network, Wait } from 'testcontainers'

/** Leaves everything behind, as a test run does that is interrupted. */
const network = await new Network().start()
const idle = () => new GenericContainer('busybox').withCommand(['sleep', '1000']).withNetwork(network)
const containers = [await idle().start(), await idle().start()]
const redis = await new GenericContainer('redis:7')
  .withExposedPorts(6379)
  .withWaitStrategy(Wait.forListeningPorts())
  .start()
console.log(JSON.stringify({ ids: [...containers, redis].map(started => started.getId()), network: network.getId() }))
process.exit(0)
