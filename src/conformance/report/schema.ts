import { modes } from '../safety/mode.ts'
import { verdicts } from '../verdict.ts'
import { reportFormat } from './report.ts'

const text = { type: 'string' } as const
const count = { type: 'integer', minimum: 0 } as const

/** An object with these properties and no others; those with a question mark may be missing. */
const object = (description: string, fields: Readonly<Record<string, object>>) => ({
  type: 'object',
  description,
  properties: Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name.replace('?', ''), schema])),
  required: Object.keys(fields).filter(name => !name.endsWith('?')),
  additionalProperties: false,
})

const list = (items: object) => ({ type: 'array', items })
const described = (description: string, schema: object) => ({ ...schema, description })

const exchange = object('One request and what came back.', {
  operation: described('The operationId of the API.', text),
  method: text,
  target: described('Path and query as they went over the wire.', text),
  'body?': described('How the body of the request began.', text),
  status: { type: 'integer' },
  'reply?': described('How the body of the reply began.', text),
  milliseconds: count,
})

const requirement = object('One claim and what was found.', {
  id: described('The operation it is about, then the case.', text),
  level: { enum: ['must', 'should', 'info'] },
  profile: text,
  operation: text,
  verdict: { enum: verdicts },
  claim: described('What the daemon should do, as a sentence.', text),
  evidence: described('Where the claim is known from.', list(text)),
  'reason?': described('Why, whenever it is no pass.', text),
  'lacks?': described('The capability that it was skipped for.', text),
  'expected?': text,
  'got?': text,
  'trace?': described('What was asked and answered, oldest first; of what did not hold.', list(exchange)),
  'program?': described('The program that breaks it, for `mockerd conform replay`.', { type: 'object' }),
  milliseconds: count,
})

const capability = object('What the daemon can or cannot do, as it was probed.', {
  capability: text,
  present: { type: 'boolean' },
  evidence: text,
})

const counted = (description: string) => object(description, { visited: count, of: count, missing: list(text) })

const coverage = object('What was asked for.', {
  operations: counted('Operations of the API, but for those that no run asks for.'),
  cells: counted('Operations on a container, by the state that it is in: `ContainerPause paused`.'),
  statuses: {
    type: 'object',
    description: 'Each status that an operation was answered with.',
    additionalProperties: list({ type: 'integer' }),
  },
})

/** JSON Schema of the report, draft 2020-12: what `mockerd conform report schema` prints. */
export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What the conformance suite of mockerd found',
  ...object('The report of one run, or of several that were merged.', {
    format: { const: reportFormat },
    target: described('As the user named it.', text),
    product: text,
    version: text,
    apiVersion: described('The version of the API that was spoken.', text),
    profile: text,
    run: described('Marks in labels and names what the run made.', text),
    seed: described('What programs were drawn with, for `--seed`.', text),
    'programs?': object('For how many of the programs that were wanted there was time.', { run: count, of: count }),
    'shards?': described('Which parts of the profile were asked; absent: all of it.', {
      ...list({ type: 'string', pattern: '^[1-9][0-9]*/[1-9][0-9]*$' }),
      minItems: 1,
    }),
    startedAt: described('ISO 8601.', text),
    milliseconds: count,
    mode: described('How much of the daemon the run was allowed to use.', { enum: modes }),
    result: described(
      'pass: all that is about such a daemon was judged and nothing was unexpected. partial: not all of it was judged. ' +
        'fail: something was unexpected. error: the suite could not find out, or did damage.',
      { enum: ['pass', 'partial', 'fail', 'error'] },
    ),
    summary: object('How often each verdict was given.', Object.fromEntries(verdicts.map(name => [name, count]))),
    damage: described('What the run has changed that was not its own; there must be nothing.', list(text)),
    capabilities: list(capability),
    coverage,
    requirements: list(requirement),
  }),
} as const
