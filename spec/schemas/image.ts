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
  ImageSummary: object({
    Id: required(string()),
    ParentId: required(string()),
    RepoTags: required(array(string())),
    RepoDigests: required(array(string())),
    Created: required(integer()),
    Size: required(int64()),
    SharedSize: required(int64()),
    VirtualSize: until('1.43', int64()),
    Labels: required(map(string())),
    Containers: required(integer()),
    Manifests: since('1.47', array(ref('ImageManifestSummary'))),
    Descriptor: since('1.48', ref('OCIDescriptor')),
  }),

  ImageInspect: since(
    '1.39',
    object({
      Id: string(),
      RepoTags: array(string()),
      RepoDigests: array(string()),
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
      OsVersion: since('1.28', nullable(string())),
      Size: int64(),
      VirtualSize: until('1.43', int64()),
      GraphDriver: ref('DriverData'),
      RootFS: object({ Type: required(string()), Layers: array(string()) }),
      Metadata: since('1.31', object({ LastTagTime: nullable(instant()) })),
      Descriptor: since('1.48', ref('OCIDescriptor')),
      Manifests: since('1.48', nullable(array(ref('ImageManifestSummary')))),
      Identity: since('1.53', ref('Identity')),
    }),
  ),

  ImageConfig: since(
    '1.39',
    object({
      Hostname: until('1.49', string()),
      Domainname: until('1.49', string()),
      User: string(),
      AttachStdin: until('1.49', withDefault(false, boolean())),
      AttachStdout: until('1.49', withDefault(false, boolean())),
      AttachStderr: until('1.49', withDefault(false, boolean())),
      ExposedPorts: nullable(map(member())),
      Tty: until('1.49', withDefault(false, boolean())),
      OpenStdin: until('1.49', withDefault(false, boolean())),
      StdinOnce: until('1.49', withDefault(false, boolean())),
      Env: array(string()),
      Cmd: array(string()),
      Healthcheck: ref('HealthConfig'),
      ArgsEscaped: withDefault(false, nullable(boolean())),
      Image: until('1.49', withDefault('', string())),
      Volumes: map(member()),
      WorkingDir: string(),
      Entrypoint: array(string()),
      NetworkDisabled: until('1.49', withDefault(false, nullable(boolean()))),
      MacAddress: until('1.49', withDefault('', nullable(string()))),
      OnBuild: nullable(array(string())),
      Labels: map(string()),
      StopSignal: nullable(string()),
      StopTimeout: until('1.49', withDefault(10, nullable(integer()))),
      Shell: nullable(array(string())),
    }),
  ),

  ImageManifestSummary: since(
    '1.47',
    object({
      ID: required(string()),
      Descriptor: required(ref('OCIDescriptor')),
      Available: required(boolean()),
      Size: required(object({ Total: required(int64()), Content: required(int64()) })),
      Kind: required(choice(['image', 'attestation', 'unknown'])),
      ImageData: nullable(
        object({
          Platform: required(ref('OCIPlatform')),
          Containers: required(array(string())),
          Size: required(object({ Unpacked: required(int64()) })),
          Identity: since('1.54', ref('Identity')),
        }),
      ),
      AttestationData: nullable(object({ For: required(string()) })),
    }),
  ),

  ImageHistoryResponseItem: object({
    Id: required(string()),
    Created: required(int64()),
    CreatedBy: required(string()),
    Tags: required(array(string())),
    Size: required(int64()),
    Comment: required(string()),
  }),

  ImageDeleteResponseItem: since('1.28', object({ Untagged: string(), Deleted: string() })),

  ImageID: since('1.36', object({ ID: string() })),

  OCIDescriptor: since(
    '1.40',
    object({
      mediaType: string(),
      digest: string(),
      size: int64(),
      urls: since('1.48', nullable(array(withFormat('uri', string())))),
      annotations: since('1.48', nullable(map(string()))),
      data: since('1.48', nullable(string())),
      platform: since('1.48', ref('OCIPlatform')),
      artifactType: since('1.48', nullable(string())),
    }),
  ),

  OCIPlatform: since(
    '1.40',
    nullable(
      object({
        architecture: string(),
        os: string(),
        'os.version': string(),
        'os.features': array(string()),
        variant: string(),
      }),
    ),
  ),

  DistributionInspect: since(
    '1.40',
    object({ Descriptor: required(ref('OCIDescriptor')), Platforms: required(array(ref('OCIPlatform'))) }),
  ),

  AttestationStatement: since(
    '1.55',
    object({
      Descriptor: required(ref('OCIDescriptor')),
      PredicateType: required(string()),
      Statement: nullable(object()),
    }),
  ),

  Identity: since(
    '1.53',
    object({
      Signature: array(ref('SignatureIdentity')),
      Pull: array(ref('PullIdentity')),
      Build: array(ref('BuildIdentity')),
    }),
  ),

  BuildIdentity: since('1.53', object({ Ref: string(), CreatedAt: instant() })),

  PullIdentity: since('1.53', object({ Repository: string() })),

  SignatureIdentity: since(
    '1.53',
    object({
      Name: string(),
      Timestamps: array(ref('SignatureTimestamp')),
      KnownSigner: ref('KnownSignerIdentity'),
      DockerReference: string(),
      Signer: ref('SignerIdentity'),
      SignatureType: ref('SignatureType'),
      Error: string(),
      Warnings: array(string()),
    }),
  ),

  SignatureTimestamp: since(
    '1.53',
    object({ Type: ref('SignatureTimestampType'), URI: string(), Timestamp: instant() }),
  ),

  SignatureTimestampType: since('1.53', choice(['Tlog', 'TimestampAuthority'])),

  SignatureType: since('1.53', choice(['bundle-v0.3', 'simplesigning-v1'])),

  SignerIdentity: since(
    '1.53',
    object({
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
    }),
  ),

  KnownSignerIdentity: since('1.53', choice(['DHI'])),
} satisfies Record<string, Schema>
