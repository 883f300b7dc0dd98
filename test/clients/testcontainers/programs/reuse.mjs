import { GenericContainer } from 'testcontainers'

/** The same container for everybody who asks for the same. */
const start = () =>
  new GenericContainer('redis:7').withExposedPorts(6379).withLabels({ purpose: 'reuse' }).withReuse().start()

const first = await start()
const second = await start()
const other = await new GenericContainer('redis:7').withExposedPorts(6379).withReuse().start()
await other.stop()
console.log(
  JSON.stringify({
    id: first.getId(),
    again: second.getId() === first.getId(),
    port: first.getMappedPort(6379) === second.getMappedPort(6379),
    otherIsAnother: other.getId() !== first.getId(),
  }),
)
