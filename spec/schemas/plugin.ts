import type { Schema } from '../schema.ts'
import { array, between, boolean, choice, object, ref, required, since, string, uint32 } from '../vocabulary.ts'

/** Managed plugins. */
export const pluginSchemas = {
  Plugin: object(
    {
      Id: string(),
      Name: required(string()),
      Enabled: required(boolean()),
      Settings: required(
        object({
          Mounts: required(array(ref('PluginMount'))),
          Env: required(array(string(), 'Each NAME=value, or NAME to remove it')),
          Args: required(array(string())),
          Devices: required(array(ref('PluginDevice'))),
        }),
      ),
      Config: required(
        object({
          Description: required(string()),
          Documentation: required(string()),
          Interface: required(
            object({
              Types: required(array(string(), 'Each such as docker.volumedriver/1.0')),
              Socket: required(string()),
              ProtocolScheme: since('1.38', choice(['', 'moby.plugins.http/v1'])),
            }),
          ),
          Entrypoint: required(array(string())),
          WorkDir: required(string()),
          User: object({ UID: uint32(), GID: uint32() }),
          Network: required(object({ Type: required(string()) })),
          Linux: required(
            object({
              Capabilities: required(array(string())),
              AllowAllDevices: required(boolean()),
              Devices: required(array(ref('PluginDevice'))),
            }),
          ),
          PropagatedMount: required(string()),
          Mounts: required(array(ref('PluginMount'))),
          Env: required(array(ref('PluginEnv'), 'Each NAME=value, or NAME to remove it')),
          Args: required(
            object({
              Name: required(string()),
              Description: required(string()),
              Settable: required(array(string())),
              Value: required(array(string())),
            }),
          ),
          rootfs: object({ type: string(), diff_ids: array(string()) }),
          DockerVersion: between('1.29', '1.51', string()),
          IpcHost: since('1.29', required(boolean())),
          PidHost: since('1.29', required(boolean())),
        }),
      ),
      PluginReference: since('1.26', string()),
    },
    'A managed plugin.',
  ),

  PluginMount: object(
    {
      Name: required(string()),
      Description: required(string()),
      Settable: required(array(string())),
      Source: required(string()),
      Destination: required(string()),
      Type: required(string()),
      Options: required(array(string())),
    },
    'A mount of a plugin.',
  ),

  PluginDevice: object(
    {
      Name: required(string()),
      Description: required(string()),
      Settable: required(array(string())),
      Path: required(string()),
    },
    'A device of a plugin.',
  ),

  PluginEnv: object(
    {
      Name: required(string()),
      Description: required(string()),
      Settable: required(array(string())),
      Value: required(string()),
    },
    'A variable of a plugin.',
  ),

  PluginPrivilege: since(
    '1.40',
    object({ Name: string(), Description: string(), Value: array(string()) }, 'One thing a plugin asks to be allowed.'),
  ),
} satisfies Record<string, Schema>
