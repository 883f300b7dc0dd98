/** How a search shows a repository of the built-in registry. */
export interface Listing {
  readonly description: string
  readonly stars: number
}

/** By path, as in `repositories.ts`. Stars are roughly the real ones', so that results come in a familiar order. */
export const directory: Readonly<Record<string, Listing>> = {
  'library/nginx': { description: 'Official build of Nginx.', stars: 21000 },
  'library/postgres': { description: 'The PostgreSQL object-relational database.', stars: 14700 },
  'library/node': { description: 'A JavaScript runtime for servers and tools.', stars: 13900 },
  'library/redis': { description: 'A data store that keeps everything in memory.', stars: 13400 },
  'library/alpine': { description: 'A small Linux built on musl libc.', stars: 11400 },
  'library/python': { description: 'The Python programming language.', stars: 10300 },
  'library/ubuntu': { description: 'Ubuntu, a Debian-based Linux system.', stars: 17600 },
  'library/debian': { description: 'Debian, a Linux system of free software.', stars: 5200 },
  'library/golang': { description: 'The Go programming language.', stars: 5000 },
  'library/busybox': { description: 'Busybox base image.', stars: 3400 },
  'library/hello-world': { description: 'Hello World! (an example of minimal Dockerization)', stars: 2500 },
  'library/eclipse-temurin': { description: 'Builds of OpenJDK by Eclipse Temurin.', stars: 610 },
  'cristianrgreco/testcontainer': { description: 'What Testcontainers for Node tests itself with.', stars: 0 },
  'testcontainers/ryuk': { description: 'Removes what a test left behind.', stars: 20 },
}
