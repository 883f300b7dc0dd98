import { describe } from 'vitest'
import { executable } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = ['apk', 'apt-get', 'pip', 'npm', 'yarn', 'go'].map(name => executable(`/usr/bin/${name}`, name))

const missing = (name: string, what: string): string => `${name}: mockerd has no packages; not installed: ${what}\n`

describe('stand-ins for package managers', () => {
  commandTable(files, [
    ['apk update', ''],
    ['apk add --no-cache bash curl=8.1 ca-certificates && bash -c "echo ours"', 'ours\n'],
    ['apk --no-cache add git bash', '', missing('apk', 'git')],
    ['apk info', '', 'apk: mockerd only knows how to install, and has no packages\n', 1],
    [
      'apt-get update && apt-get install -y --no-install-recommends procps iputils-ping && ls /usr/bin/top',
      '/usr/bin/top\n',
    ],
    ['apt-get -y install build-essential', '', missing('apt-get', 'build-essential')],
    ['apt-get clean', ''],
    ['pip --no-cache-dir install -r requirements.txt', '', missing('pip', 'requirements.txt')],
    ['pip list', '', 'pip: mockerd does not execute pip; script this container with its labels instead\n', 1],
    ['npm ci', '', missing('npm', 'packages')],
    ['npm run build', '', 'npm: mockerd does not execute npm; script this container with its labels instead\n', 1],
    ['yarn install --frozen-lockfile', '', missing('yarn', 'packages')],
    ['go mod download', ''],
    ['go run .', '', 'go: mockerd does not execute Go; script this container with its labels instead\n', 1],
  ])
})
