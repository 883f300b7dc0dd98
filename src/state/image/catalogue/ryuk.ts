import { type Repository, versionTags } from './definition.ts'
import { directory, executable, file } from './roots.ts'

/** Testcontainers' reaper, made from scratch as moby-ryuk's linux/Dockerfile makes it. */
export const ryuk: Repository = {
  path: 'testcontainers/ryuk',
  tags: ['latest', '0.14.0', '0.13.0', '0.12.0', '0.11.0'],
  variant: versionTags('0.14.0', []),
  steps: () => [
    {
      createdBy: 'COPY /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt # buildkit',
      layer: {
        sizeBytes: 218_000,
        entries: () => [directory('/etc/ssl/certs'), file('/etc/ssl/certs/ca-certificates.crt', '')],
      },
    },
    {
      createdBy: 'COPY /bin/ryuk /bin/ryuk # buildkit',
      layer: { sizeBytes: 2_300_000, entries: () => [executable('/bin/ryuk', 'ryuk')] },
    },
    { createdBy: 'CMD ["/bin/ryuk"]' },
    { createdBy: 'LABEL org.testcontainers.ryuk=true' },
  ],
  config: () => ({
    environment: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    command: ['/bin/ryuk'],
    workingDirectory: '/',
    labels: { 'org.testcontainers.ryuk': 'true' },
  }),
}
