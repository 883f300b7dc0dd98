import { invalid } from '../../state/error.ts'
import { type Handlers, switchProtocol } from '../answer.ts'

const prefix = 'X-Docker-Expose-Session-'

export const sessionHandlers = {
  Session: ({ engine, header, upgrade }) => {
    const id = header(`${prefix}Uuid`) ?? ''
    engine.sessions.requireFree(id)
    if (upgrade === undefined || upgrade === '') throw invalid('no upgrade proto in request')
    if (upgrade !== 'h2c') throw invalid(`protocol ${upgrade} not supported`)
    const session = engine.sessions.open({
      id,
      name: header(`${prefix}Name`) ?? '',
      sharedKey: header(`${prefix}Sharedkey`) ?? '',
      methods: (header(`${prefix}Grpc-Method`) ?? '').split(',').map(method => method.trim()),
    })
    return switchProtocol({ protocol: 'h2c', session })
  },
} satisfies Partial<Handlers>
