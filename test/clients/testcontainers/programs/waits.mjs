import { GenericContainer, Wait } from 'testcontainers'

/** Every way to wait for a container, on one that needs it. */
const cases = {
  log: new GenericContainer('busybox')
    .withCommand(['sh', '-c', 'sleep 0.2; echo now I am ready; sleep 1000'])
    .withWaitStrategy(Wait.forLogMessage(/I am ready/)),
  ports: new GenericContainer('redis:7').withExposedPorts(6379),
  http: new GenericContainer('nginx:alpine').withExposedPorts(80).withWaitStrategy(Wait.forHttp('/', 80)),
  health: new GenericContainer('nginx')
    .withHealthCheck({ test: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'], interval: 50, retries: 5 })
    .withWaitStrategy(Wait.forHealthCheck()),
  shell: new GenericContainer('busybox')
    .withCommand(['sh', '-c', 'sleep 0.2; touch /tmp/ready; sleep 1000'])
    .withWaitStrategy(Wait.forSuccessfulCommand('stat /tmp/ready')),
  oneShot: new GenericContainer('hello-world').withWaitStrategy(Wait.forOneShotStartup()),
  all: new GenericContainer('nginx')
    .withExposedPorts(80)
    .withWaitStrategy(Wait.forAll([Wait.forListeningPorts(), Wait.forLogMessage('start worker process')])),
}

const ready = []
for (const [name, container] of Object.entries(cases)) {
  const started = await container.withStartupTimeout(10_000).start()
  ready.push(name)
  await started.stop()
}

const refusals = {}
const impatient = {
  log: new GenericContainer('busybox')
    .withCommand(['sleep', '1000'])
    .withWaitStrategy(Wait.forLogMessage('never'))
    .withStartupTimeout(500),
  health: new GenericContainer('busybox')
    .withCommand(['sleep', '1000'])
    .withHealthCheck({ test: ['CMD-SHELL', 'exit 1'], interval: 20, retries: 2 })
    .withWaitStrategy(Wait.forHealthCheck()),
  oneShot: new GenericContainer('busybox').withCommand(['false']).withWaitStrategy(Wait.forOneShotStartup()),
  exited: new GenericContainer('busybox').withCommand(['echo', 'bye']).withWaitStrategy(Wait.forLogMessage('never')),
  image: new GenericContainer('no/such:image'),
}
for (const [name, container] of Object.entries(impatient))
  refusals[name] = await container.start().then(
    () => 'started',
    error => error.message,
  )

console.log(JSON.stringify({ ready, refusals }))
