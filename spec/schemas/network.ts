import type { Schema } from '../schema.ts'
import {
  array,
  between,
  boolean,
  instant,
  int64,
  integer,
  map,
  nullable,
  object,
  ref,
  required,
  since,
  string,
  uint64,
  until,
  withDefault,
  withFormat,
} from '../vocabulary.ts'

/** Networks and the endpoints on them. */
export const networkSchemas = {
  Network: object({
    Name: string(),
    Id: string(),
    Created: instant(),
    Scope: string(),
    Driver: string(),
    EnableIPv6: boolean(),
    IPAM: ref('IPAM'),
    Internal: withDefault(false, boolean()),
    Containers: until(
      '1.51',
      map(
        object({
          EndpointID: string(),
          MacAddress: string(),
          IPv4Address: string(),
          IPv6Address: string(),
          Name: since('1.30', string()),
        }),
      ),
    ),
    Options: map(string()),
    Labels: map(string()),
    Attachable: since('1.27', withDefault(false, boolean())),
    Ingress: since('1.29', withDefault(false, boolean())),
    ConfigFrom: since('1.41', ref('ConfigReference')),
    ConfigOnly: since('1.41', withDefault(false, boolean())),
    Peers: since('1.41', array(ref('PeerInfo'))),
    EnableIPv4: since('1.47', boolean()),
  }),

  NetworkSummary: since(
    '1.52',
    object({
      Name: string(),
      Id: string(),
      Created: instant(),
      Scope: string(),
      Driver: string(),
      EnableIPv4: since('1.47', boolean()),
      EnableIPv6: boolean(),
      IPAM: ref('IPAM'),
      Internal: withDefault(false, boolean()),
      Attachable: since('1.27', withDefault(false, boolean())),
      Ingress: since('1.29', withDefault(false, boolean())),
      ConfigFrom: since('1.41', ref('ConfigReference')),
      ConfigOnly: since('1.41', withDefault(false, boolean())),
      Options: map(string()),
      Labels: map(string()),
      Peers: since('1.41', array(ref('PeerInfo'))),
      Containers: until(
        '1.51',
        map(
          object({
            EndpointID: string(),
            MacAddress: string(),
            IPv4Address: string(),
            IPv6Address: string(),
            Name: since('1.30', string()),
          }),
        ),
      ),
    }),
  ),

  NetworkInspect: since(
    '1.52',
    object({
      Name: string(),
      Id: string(),
      Created: instant(),
      Scope: string(),
      Driver: string(),
      EnableIPv4: since('1.47', boolean()),
      EnableIPv6: boolean(),
      IPAM: ref('IPAM'),
      Internal: withDefault(false, boolean()),
      Attachable: since('1.27', withDefault(false, boolean())),
      Ingress: since('1.29', withDefault(false, boolean())),
      ConfigFrom: since('1.41', ref('ConfigReference')),
      ConfigOnly: since('1.41', withDefault(false, boolean())),
      Options: map(string()),
      Labels: map(string()),
      Peers: since('1.41', array(ref('PeerInfo'))),
      Containers: map(ref('EndpointResource')),
      Services: since('1.52', map(object())),
      Status: since('1.52', ref('NetworkStatus')),
    }),
  ),

  NetworkStatus: since('1.52', object({ IPAM: ref('IPAMStatus') })),

  ConfigReference: since('1.41', object({ Network: string() })),

  IPAM: object({ Driver: withDefault('default', string()), Config: array(ref('IPAMConfig')), Options: map(string()) }),

  IPAMConfig: since(
    '1.41',
    object({
      Subnet: since('1.41', string()),
      IPRange: since('1.41', string()),
      Gateway: since('1.41', string()),
      AuxiliaryAddresses: since('1.41', map(string())),
    }),
  ),

  IPAMStatus: since('1.52', object({ Subnets: map(ref('SubnetStatus')) })),

  SubnetStatus: since('1.52', object({ IPsInUse: uint64(), DynamicIPsAvailable: uint64() })),

  PeerInfo: since('1.41', object({ Name: string(), IP: string() })),

  EndpointResource: since(
    '1.52',
    object({
      Name: since('1.30', string()),
      EndpointID: string(),
      MacAddress: string(),
      IPv4Address: string(),
      IPv6Address: string(),
    }),
  ),

  ServiceInfo: since(
    '1.52',
    object({
      VIP: string(),
      Ports: array(string()),
      LocalLBIndex: withFormat('int', integer()),
      Tasks: array(ref('NetworkTaskInfo')),
    }),
  ),

  NetworkTaskInfo: since(
    '1.52',
    object({ Name: string(), EndpointID: string(), EndpointIP: string(), Info: map(string()) }),
  ),

  NetworkCreateResponse: since('1.46', object({ Id: required(string()), Warning: required(string()) })),

  NetworkConnectRequest: since(
    '1.52',
    object({ Container: required(string()), EndpointConfig: ref('EndpointSettings') }),
  ),

  NetworkDisconnectRequest: since(
    '1.52',
    object({ Container: required(string()), Force: withDefault(false, boolean()) }),
  ),

  NetworkingConfig: since('1.39', object({ EndpointsConfig: map(ref('EndpointSettings')) })),

  NetworkSettings: since(
    '1.32',
    object({
      Bridge: until('1.51', string()),
      SandboxID: since('1.32', string()),
      HairpinMode: between('1.32', '1.51', boolean()),
      LinkLocalIPv6Address: between('1.32', '1.51', string()),
      LinkLocalIPv6PrefixLen: between('1.32', '1.51', integer()),
      Ports: ref('PortMap'),
      SandboxKey: since('1.32', string()),
      SecondaryIPAddresses: between('1.32', '1.51', nullable(array(ref('Address')))),
      SecondaryIPv6Addresses: between('1.32', '1.51', nullable(array(ref('Address')))),
      EndpointID: between('1.32', '1.51', string()),
      Gateway: until('1.51', string()),
      GlobalIPv6Address: between('1.32', '1.51', string()),
      GlobalIPv6PrefixLen: between('1.32', '1.51', integer()),
      IPAddress: between('1.32', '1.51', string()),
      IPPrefixLen: until('1.51', integer()),
      IPv6Gateway: between('1.32', '1.51', string()),
      MacAddress: until('1.51', string()),
      Networks: since('1.32', map(ref('EndpointSettings'))),
      Address: until('1.31', string()),
      PortMapping: until('1.31', string()),
    }),
  ),

  EndpointSettings: object({
    IPAMConfig: ref('EndpointIPAMConfig'),
    Links: array(string()),
    Aliases: array(string()),
    NetworkID: string(),
    EndpointID: string(),
    Gateway: string(),
    IPAddress: string(),
    IPPrefixLen: integer(),
    IPv6Gateway: string(),
    GlobalIPv6Address: string(),
    GlobalIPv6PrefixLen: int64(),
    MacAddress: string(),
    DriverOpts: since('1.32', nullable(map(string()))),
    DNSNames: since('1.44', array(string())),
    GwPriority: since('1.48', int64()),
  }),

  EndpointIPAMConfig: since(
    '1.32',
    nullable(object({ IPv4Address: string(), IPv6Address: string(), LinkLocalIPs: array(string()) })),
  ),

  Address: since('1.32', object({ Addr: string(), PrefixLen: integer() })),
} satisfies Record<string, Schema>
