import { schemaOf } from '../../../spec/index.ts'
import { DockerError } from '../../state/error.ts'
import type { ConfigDocument } from '../../state/plugin/config.ts'
import { fitGoValue } from './go-value.ts'
import { parseJson } from './json.ts'

/** The `config.json` of a plugin, refused in the words of moby's CreateFromContext. */
export const decodePluginConfig = (bytes: Uint8Array): ConfigDocument => {
  const schema = schemaOf('Plugin').properties?.Config ?? {}
  try {
    return fitGoValue(parseJson(bytes), schema, undefined, 'Config') as ConfigDocument
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    throw new DockerError('internal', `failed to parse config: ${error.message.replace(/^invalid JSON: /, '')}`)
  }
}
