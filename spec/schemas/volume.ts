import type { Schema } from '../schema.ts'
import {
  array,
  choice,
  instant,
  int64,
  map,
  nullable,
  object,
  ref,
  required,
  since,
  string,
  withDefault,
} from '../vocabulary.ts'

/** Volumes, those of a cluster included. */
export const volumeSchemas = {
  Volume: object(
    {
      Name: required(string()),
      Driver: required(string()),
      Mountpoint: required(string()),
      Status: map(object()),
      Labels: required(map(string())),
      Scope: required(withDefault('local', choice(['local', 'global']))),
      Options: required(map(string())),
      UsageData: nullable(
        object({
          Size: required(withDefault(-1, int64('Bytes; -1 when not known'))),
          RefCount: required(withDefault(-1, int64('Containers that use it; -1 when not known'))),
        }),
      ),
      CreatedAt: since('1.31', instant()),
      ClusterVolume: since('1.42', ref('ClusterVolume')),
    },
    'A volume.',
  ),

  VolumeCreateRequest: since(
    '1.52',
    object(
      {
        Name: string('Made up when empty'),
        Driver: withDefault('local', string()),
        DriverOpts: map(string()),
        Labels: map(string()),
        ClusterVolumeSpec: since('1.42', ref('ClusterVolumeSpec')),
      },
      'A volume to create.',
    ),
  ),

  VolumeListResponse: since(
    '1.39',
    object({ Volumes: array(ref('Volume')), Warnings: array(string()) }, 'Volumes, and drivers that did not answer.'),
  ),

  ClusterVolume: since(
    '1.42',
    object(
      {
        ID: string(),
        Version: ref('ObjectVersion'),
        CreatedAt: instant(),
        UpdatedAt: instant(),
        Spec: ref('ClusterVolumeSpec'),
        Info: object({
          CapacityBytes: int64('Bytes'),
          VolumeContext: map(string()),
          VolumeID: string(),
          AccessibleTopology: array(ref('Topology')),
        }),
        PublishStatus: array(
          object({
            NodeID: string(),
            State: choice(['pending-publish', 'published', 'pending-node-unpublish', 'pending-controller-unpublish']),
            PublishContext: map(string()),
          }),
        ),
      },
      'Part of a volume that belongs to the swarm.',
    ),
  ),

  ClusterVolumeSpec: since(
    '1.42',
    object(
      {
        Group: string(),
        AccessMode: object({
          Scope: withDefault('single', choice(['single', 'multi'])),
          Sharing: withDefault('none', choice(['none', 'readonly', 'onewriter', 'all'])),
          MountVolume: object(),
          Secrets: array(object({ Key: string(), Secret: string() })),
          AccessibilityRequirements: object({ Requisite: array(ref('Topology')), Preferred: array(ref('Topology')) }),
          CapacityRange: object({ RequiredBytes: int64('Bytes'), LimitBytes: int64('Bytes') }),
          Availability: withDefault('active', choice(['active', 'pause', 'drain'])),
        }),
      },
      'What a cluster volume is to be like.',
    ),
  ),

  Topology: since('1.42', object({ Segments: map(string()) }, 'Where a volume can be reached.')),
} satisfies Record<string, Schema>
