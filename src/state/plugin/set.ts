import type { Engine } from '../engine.ts'
import { internal } from '../error.ts'
import type { Plugin } from './entity.ts'
import { table } from './lifecycle.ts'

/** `NAME[.field][=value]`. */
interface Setting {
  readonly name: string
  readonly field: string
  readonly value: string
}

const parseSetting = (text: string): Setting => {
  const equals = text.indexOf('=')
  if (equals === 0) throw internal('invalid format, must be <name>[.<field>][=<value>]')
  const path = equals < 0 ? text : text.slice(0, equals)
  const value = equals < 0 ? '' : text.slice(equals + 1)
  const dot = path.lastIndexOf('.')
  return dot > 0 ? { name: path.slice(0, dot), field: path.slice(dot + 1), value } : { name: path, field: '', value }
}

/** Without a field the only one that can be set is meant. */
const verifySettable = ({ name, field }: Setting, settable: readonly string[] | null, allowed: string): void => {
  const fields = settable ?? []
  if (field === '' && fields.length > 1) throw internal('multiple fields are settable, one must be specified')
  const meant = field === '' ? (fields[0] ?? '') : field
  const shown = meant === '' ? name : `${name}.${meant}`
  if (meant !== allowed || !fields.includes(meant)) throw internal(`${JSON.stringify(shown)} is not settable`)
}

/**
 * `POST /plugins/{name}/set` (moby daemon/pkg/plugin/v2/plugin.go, Set). Settings are taken one after the other: those
 * before one that is refused stay.
 */
export const setPlugin = (engine: Engine, reference: string, texts: readonly string[]): void => {
  const plugin = engine.plugins.resolve(reference)
  plugin.state = table.next('set', plugin.state, plugin, reference)
  const settings = texts.map(parseSetting)
  for (const setting of settings) apply(plugin, setting)
}

const apply = (plugin: Plugin, setting: Setting): void => {
  const { environment, mounts, devices, arguments: args } = plugin.content.config
  const { name, value } = setting
  const named = (part: { readonly name: string }): boolean => part.name === name
  const variable = environment?.find(named)
  if (variable) {
    verifySettable(setting, variable.settable, 'value')
    setVariable(plugin.environment, name, value)
    return
  }
  const mount = mounts?.find(named)
  if (mount) {
    verifySettable(setting, mount.settable, 'source')
    if (mount.source === null) throw internal('plugin config has no mount source')
    mount.source = value
    return
  }
  const device = devices?.find(named)
  if (device) {
    verifySettable(setting, device.settable, 'path')
    if (device.path === null) throw internal('plugin config has no device path')
    device.path = value
    return
  }
  if (args.name !== name) throw internal(`setting ${JSON.stringify(name)} not found in the plugin configuration`)
  verifySettable(setting, args.settable, 'value')
  plugin.arguments = value.split(' ')
}

const setVariable = (environment: string[], name: string, value: string): void => {
  const place = environment.findIndex(text => text.split('=', 1)[0] === name)
  environment.splice(place < 0 ? environment.length : place, 1, `${name}=${value}`)
}
