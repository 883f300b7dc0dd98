import { describe } from 'vitest'
import { executable } from '../box.ts'
import { commandTable } from '../command-table.ts'

const says = (path: string): string => `go: mockerd compiles nothing; ${path} says so when it runs\n`

describe('go build', () => {
  commandTable(
    [executable('/usr/bin/go', 'go')],
    [
      [
        'go build -o /out/app ./... && /out/app',
        '',
        `${says('/out/app')}app: mockerd did not compile this; script its container with labels instead\n`,
        1,
      ],
      ['mkdir -p /src/tool && cd /src/tool && go build && ls', 'tool\n', says('/src/tool/tool')],
      ['mkdir /bin2 /src; cd /src && go build -o=/bin2/ . && ls /bin2', 'src\n', says('/bin2/src')],
    ],
  )
})
