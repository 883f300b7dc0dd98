import { compareVersions } from '../../../spec/version.ts'
import { createExecution } from '../../state/exec/create.ts'
import { resizeExecution } from '../../state/exec/resize.ts'
import { type ExecutionStartOptions, startExecution } from '../../state/exec/start.ts'
import { inspectExecution } from '../../state/exec/view.ts'
import {
  type Answer,
  type Exchange,
  empty,
  type Handlers,
  hijack,
  json,
  multiplexedStream,
  rawStream,
} from '../answer.ts'

export const execHandlers = {
  ContainerExec: ({ engine }, { path, body }) => json({ Id: createExecution(engine, path.id, body).id }, 201),

  ExecStart: (exchange, { path, body }) =>
    startAnswer(exchange, path.id, {
      detach: body?.Detach === true,
      tty: body?.Tty === true,
      consoleSize: body?.ConsoleSize,
    }),

  ExecResize: ({ engine }, { path, query }) =>
    resizeExecution(engine, path.id, query.h, query.w).then(() => empty(200)),

  ExecInspect: ({ engine }, { path }) => json(inspectExecution(engine, path.id)),
} satisfies Partial<Handlers>

/** The first version whose streams say that they are multiplexed. */
const multiplexedSince = '1.42'

const startAnswer = ({ engine, apiVersion, upgrade }: Exchange, id: string, options: ExecutionStartOptions): Answer => {
  const session = startExecution(engine, id, options)
  if (!session) return empty(200)
  const isNamed = upgrade !== undefined && !options.tty && compareVersions(apiVersion, multiplexedSince) >= 0
  const contentType = isNamed ? multiplexedStream : rawStream
  return hijack({ contentType, copyHeaders: true, session, speaksAtOnce: true })
}
