/** Differences that are right. `pattern` matches the text of a difference without its version. */
export const exceptions: readonly { pattern: RegExp; reason: string }[] = [
  {
    pattern: /Mounts\[\]\.Type: \{"type":"object"\} is here \{"type":"string","enum":\["bind"/,
    reason: 'The table of fields does not look through the reference to MountType; the table of schemas does.',
  },
  {
    pattern: /(Usage\.Items\[\]|Services\{\*\}): \{"type":"any"\} is here \{"type":"object"\}/,
    reason: 'The table of fields says anything where the table of schemas, and every daemon, says object.',
  },
  {
    pattern: /Config\.Interface\.Types\[\]\.(Prefix|Capability|Version): missing/,
    reason: 'Described as an object until 1.51, yet daemons have always written one string, docker.volumedriver/1.0.',
  },
  {
    pattern: /^(POST \/build params query:(t|extrahosts)|POST \/commit params query:changes): /,
    reason: 'Published as one string, read by daemons as often as it is repeated.',
  },
  {
    pattern: /^(ImageBuild style of (t|extrahosts)|ImageCommit style of changes): /,
    reason: 'The same parameters, in the table of operations.',
  },
  {
    pattern: /^(ImageCreate style of changes|ImageDelete style of platforms|ImageGetAll style of names): "csv"/,
    reason: 'Published as comma-separated, read by daemons as often as it is repeated and never split.',
  },
  {
    pattern: /IPAM\.Config\[\]\{\*\}: missing \{"type":"string"\}/,
    reason: 'Until 1.40 a pool of addresses was described as a dictionary of strings; the JSON is the same.',
  },
]
