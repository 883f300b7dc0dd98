import { write } from '../../kernel/calls.ts'
import type { Program } from '../../kernel/process.ts'

/** The first two lines are those that everybody looks for in the image of this name. */
const greeting = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

It was printed by mockerd's stand-in for the hello-world image: a client asked for
the image, a simulated container was made from it, its program wrote these lines,
and the attached stream carried them back. No process of this host was started.

`

export const helloWorld: Program = function* (process) {
  yield* write(process, 1, greeting)
  return 0
}
