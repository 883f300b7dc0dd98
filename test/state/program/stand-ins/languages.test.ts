import { describe } from 'vitest'
import { executable } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [
  ...['node', 'python', 'go'].map(name => executable(`/usr/bin/${name}`, name)),
  executable('/hello', 'hello-world'),
]
const refusal = (name: string, language: string) =>
  `${name}: mockerd does not execute ${language}; script this container with its labels instead\n`

describe('stand-ins for languages and hello-world', () => {
  commandTable(files, [
    ['NODE_VERSION=22.1.0 node --version', 'v22.1.0\n'],
    ['node -e 1', '', refusal('node', 'JavaScript'), 1],
    ['PYTHON_VERSION=3.12.1 python -V', 'Python 3.12.1\n'],
    ['python app.py', '', refusal('python', 'Python'), 1],
    ['GOLANG_VERSION=1.25.0 go version', 'go version go1.25.0 linux/amd64\n'],
    [
      '/hello | head -n3',
      '\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n',
    ],
  ])
})
