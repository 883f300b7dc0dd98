import type { Schema } from '../schema.ts'
import {
  array,
  boolean,
  choice,
  instant,
  int64,
  integer,
  map,
  member,
  nullable,
  object,
  ref,
  required,
  since,
  string,
  until,
  withDefault,
  withFormat,
} from '../vocabulary.ts'

/** Images, their manifests and where they come from. */
export const imageSchemas = {
  ImageSummary: object(
    {
      Id: required(string()),
      ParentId: required(string('Id of the image it was built on; empty when unknown')),
      RepoTags: required(array(string(), 'Names with tags')),
      RepoDigests: required(array(string(), 'Names with digests')),
      Created: required(integer('Seconds of Unix time')),
      Size: required(int64('Bytes')),
      SharedSize: required(int64('Bytes shared with other images; -1 when not measured')),
      VirtualSize: until('1.43', int64('Bytes')),
      Labels: required(map(string())),
      Containers: required(integer('Containers that use it; -1 when not counted')),
      Manifests: since('1.47', array(ref('ImageManifestSummary'))),
      Descriptor: since('1.48', ref('OCIDescriptor')),
    },
    'An image as lists show it.',
  ),

  ImageInspect: since(
    '1.39',
    object(
      {
        Id: string(),
        RepoTags: array(string(), 'Names with tags'),
        RepoDigests: array(string(), 'Names with digests'),
        Parent: until('1.51', string()),
        Comment: nullable(string()),
        Created: nullable(instant()),
        Container: until('1.44', string()),
        ContainerConfig: until('1.44', ref('ContainerConfig')),
        DockerVersion: until('1.51', string()),
        Author: nullable(string()),
        Config: ref('ImageConfig'),
        Architecture: string(),
        Variant: since('1.39', nullable(string())),
        Os: string(),
        OsVersion: since('1.28', nullable(string('Of Windows images'))),
        Size: int64('Bytes'),
        VirtualSize: until('1.43', int64('Bytes')),
        GraphDriver: ref('DriverData'),
        RootFS: object({ Type: required(string()), Layers: array(string()) }),
        Metadata: since('1.31', object({ LastTagTime: nullable(instant()) })),
        Descriptor: since('1.48', ref('OCIDescriptor')),
        Manifests: since('1.48', nullable(array(ref('ImageManifestSummary')))),
        Identity: since('1.53', ref('Identity')),
      },
      'An image in full.',
    ),
  ),

  ImageConfig: since(
    '1.39',
    object(
      {
        Hostname: until('1.49', string()),
        Domainname: until('1.49', string()),
        User: string(),
        AttachStdin: until('1.49', withDefault(false, boolean())),
        AttachStdout: until('1.49', withDefault(false, boolean())),
        AttachStderr: until('1.49', withDefault(false, boolean())),
        ExposedPorts: nullable(map(member(), 'Keys such as 80/tcp')),
        Tty: until('1.49', withDefault(false, boolean())),
        OpenStdin: until('1.49', withDefault(false, boolean())),
        StdinOnce: until('1.49', withDefault(false, boolean())),
        Env: array(string(), 'Each NAME=value, or NAME to remove it'),
        Cmd: array(string()),
        Healthcheck: ref('HealthConfig'),
        ArgsEscaped: withDefault(false, nullable(boolean())),
        Image: until('1.49', withDefault('', string())),
        Volumes: map(member()),
        WorkingDir: string(),
        Entrypoint: array(string()),
        NetworkDisabled: until('1.49', withDefault(false, nullable(boolean()))),
        MacAddress: until('1.49', withDefault('', nullable(string('Such as 02:42:ac:11:00:02')))),
        OnBuild: nullable(array(string())),
        Labels: map(string()),
        StopSignal: nullable(string('Name or number')),
        StopTimeout: until('1.49', withDefault(10, nullable(integer('Seconds')))),
        Shell: nullable(array(string())),
      },
      'What containers of an image start from.',
    ),
  ),

  ImageManifestSummary: since(
    '1.47',
    object(
      {
        ID: required(string()),
        Descriptor: required(ref('OCIDescriptor')),
        Available: required(boolean()),
        Size: required(object({ Total: required(int64('Bytes')), Content: required(int64('Bytes')) })),
        Kind: required(choice(['image', 'attestation', 'unknown'])),
        ImageData: nullable(
          object({
            Platform: required(ref('OCIPlatform')),
            Containers: required(array(string())),
            Size: required(object({ Unpacked: required(int64('Bytes')) })),
            Identity: since('1.54', ref('Identity')),
          }),
        ),
        AttestationData: nullable(object({ For: required(string('Digest of what it is about')) })),
      },
      'One manifest of an image.',
    ),
  ),

  ImageHistoryResponseItem: object(
    {
      Id: required(string()),
      Created: required(int64('Seconds of Unix time')),
      CreatedBy: required(string()),
      Tags: required(array(string())),
      Size: required(int64('Bytes')),
      Comment: required(string()),
    },
    'One layer.',
  ),

  ImageDeleteResponseItem: since(
    '1.28',
    object({ Untagged: string(), Deleted: string() }, 'One thing that was removed.'),
  ),

  ImageID: since('1.36', object({ ID: string() }, 'An image that was made.')),

  OCIDescriptor: since(
    '1.40',
    object(
      {
        mediaType: string(),
        digest: string(),
        size: int64('Bytes'),
        urls: since('1.48', nullable(array(withFormat('uri', string())))),
        annotations: since('1.48', nullable(map(string()))),
        data: since('1.48', nullable(string('The content itself, as base64'))),
        platform: since('1.48', ref('OCIPlatform')),
        artifactType: since('1.48', nullable(string())),
      },
      'Where content is to be found, by its digest.',
    ),
  ),

  OCIPlatform: since(
    '1.40',
    nullable(
      object(
        {
          architecture: string(),
          os: string(),
          'os.version': string(),
          'os.features': array(string()),
          variant: string(),
        },
        'What a program runs on.',
      ),
    ),
  ),

  DistributionInspect: since(
    '1.40',
    object(
      { Descriptor: required(ref('OCIDescriptor')), Platforms: required(array(ref('OCIPlatform'))) },
      'What a registry knows about an image.',
    ),
  ),

  AttestationStatement: since(
    '1.55',
    object(
      { Descriptor: required(ref('OCIDescriptor')), PredicateType: required(string()), Statement: nullable(object()) },
      'A statement about an image.',
    ),
  ),

  Identity: since(
    '1.53',
    object(
      {
        Signature: array(ref('SignatureIdentity')),
        Pull: array(ref('PullIdentity')),
        Build: array(ref('BuildIdentity')),
      },
      'Who made and signed an image.',
    ),
  ),

  BuildIdentity: since('1.53', object({ Ref: string(), CreatedAt: instant() }, 'The build it came from.')),

  PullIdentity: since('1.53', object({ Repository: string() }, 'The repository it came from.')),

  SignatureIdentity: since(
    '1.53',
    object(
      {
        Name: string(),
        Timestamps: array(ref('SignatureTimestamp')),
        KnownSigner: ref('KnownSignerIdentity'),
        DockerReference: string(),
        Signer: ref('SignerIdentity'),
        SignatureType: ref('SignatureType'),
        Error: string(),
        Warnings: array(string()),
      },
      'A signature.',
    ),
  ),

  SignatureTimestamp: since(
    '1.53',
    object(
      { Type: ref('SignatureTimestampType'), URI: string(), Timestamp: instant() },
      'Witness to the time of a signature.',
    ),
  ),

  SignatureTimestampType: since('1.53', choice(['Tlog', 'TimestampAuthority'], 'Kind of witness.')),

  SignatureType: since('1.53', choice(['bundle-v0.3', 'simplesigning-v1'], 'Format of a signature.')),

  SignerIdentity: since(
    '1.53',
    object(
      {
        CertificateIssuer: string(),
        SubjectAlternativeName: string(),
        Issuer: string(),
        BuildSignerURI: string(),
        BuildSignerDigest: string(),
        RunnerEnvironment: string(),
        SourceRepositoryURI: string(),
        SourceRepositoryDigest: string(),
        SourceRepositoryRef: string(),
        SourceRepositoryIdentifier: string(),
        SourceRepositoryOwnerURI: string(),
        SourceRepositoryOwnerIdentifier: string(),
        BuildConfigURI: string(),
        BuildConfigDigest: string(),
        BuildTrigger: string(),
        RunInvocationURI: string(),
        SourceRepositoryVisibilityAtSigning: string(),
      },
      'What the certificate of a signer says.',
    ),
  ),

  KnownSignerIdentity: since('1.53', choice(['DHI'], 'A signer known by name.')),
} satisfies Record<string, Schema>
