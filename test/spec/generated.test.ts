import { describe, expect, expectTypeOf, it } from 'vitest'
import { generateTypes, typesFile } from '../../spec/generate.ts'
import type {
  BuildInfo,
  ContainerConfig,
  ContainerCreateResponse,
  ContainerSummary,
  Input,
  OperationId,
  operations,
  Reply,
} from '../../spec/index.ts'

describe('generated types', () => {
  it('are what the description says', async () => {
    await expect(generateTypes()).toMatchFileSnapshot(typesFile)
  })

  it('know every operation', () => {
    expectTypeOf<OperationId>().toEqualTypeOf<keyof typeof operations>()
  })

  it('give inputs and replies by operation', () => {
    expectTypeOf<Input<'ContainerCreate'>['body']>().toExtend<ContainerConfig>()
    expectTypeOf<Input<'ContainerList'>['query']['all']>().toEqualTypeOf<boolean | undefined>()
    expectTypeOf<Input<'ImageBuild'>['body']>().toEqualTypeOf<ReadableStream<Uint8Array> | undefined>()
    expectTypeOf<Input<'ContainerStart'>['body']>().toEqualTypeOf<undefined>()
    expectTypeOf<Reply<'ContainerCreate'>>().toEqualTypeOf<ContainerCreateResponse>()
    expectTypeOf<Reply<'ContainerList'>>().toEqualTypeOf<ContainerSummary[]>()
    expectTypeOf<Reply<'ImageBuild'>>().toEqualTypeOf<BuildInfo>()
    expectTypeOf<Reply<'ContainerStart'>>().toEqualTypeOf<undefined>()
    expectTypeOf<Reply<'SwarmInit'>>().toEqualTypeOf<string>()
  })
})
