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

/** What networks have in common in lists and by themselves. */
const networkProperties = {
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
}

/** Networks and the endpoints on them. */
export const networkSchemas = {
  Network: object(
    {
      ...networkProperties,
      Containers: until(
        '1.51',
        map(
          object({
            EndpointID: string(),
            MacAddress: string('Such as 02:42:ac:11:00:02'),
            IPv4Address: string(),
            IPv6Address: string(),
            Name: since('1.30', string()),
          }),
        ),
      ),
    },
    'A network.',
  ),

  NetworkSummary: since(
    '1.52',
    object(
      {
        ...networkProperties,
        Containers: until(
          '1.51',
          map(
            object({
              EndpointID: string(),
              MacAddress: string('Such as 02:42:ac:11:00:02'),
              IPv4Address: string(),
              IPv6Address: string(),
              Name: since('1.30', string()),
            }),
          ),
        ),
      },
      'A network as lists show it.',
    ),
  ),

  NetworkInspect: since(
    '1.52',
    object(
      {
        ...networkProperties,
        Containers: map(ref('EndpointResource')),
        Services: since('1.52', map(object())),
        Status: since('1.52', ref('NetworkStatus')),
      },
      'A network in full.',
    ),
  ),

  NetworkStatus: since('1.52', object({ IPAM: ref('IPAMStatus') }, 'State of a network.')),

  ConfigReference: since('1.41', object({ Network: string() }, 'Network that holds the configuration.')),

  IPAM: object(
    {
      Driver: withDefault('default', string('Name of the driver')),
      Config: array(ref('IPAMConfig')),
      Options: map(string()),
    },
    'How addresses are given out.',
  ),

  IPAMConfig: since(
    '1.41',
    object(
      {
        Subnet: since('1.41', string('CIDR')),
        IPRange: since('1.41', string('CIDR')),
        Gateway: since('1.41', string()),
        AuxiliaryAddresses: since('1.41', map(string(), 'Addresses of others, by name')),
      },
      'One pool of addresses.',
    ),
  ),

  IPAMStatus: since('1.52', object({ Subnets: map(ref('SubnetStatus'), 'By CIDR') }, 'State of its pools.')),

  SubnetStatus: since('1.52', object({ IPsInUse: uint64(), DynamicIPsAvailable: uint64() }, 'State of one pool.')),

  PeerInfo: since('1.41', object({ Name: string(), IP: string() }, 'A node on an overlay network.')),

  EndpointResource: since(
    '1.52',
    object(
      {
        Name: since('1.30', string()),
        EndpointID: string(),
        MacAddress: string('Such as 02:42:ac:11:00:02'),
        IPv4Address: string('CIDR'),
        IPv6Address: string('CIDR'),
      },
      'A container on a network.',
    ),
  ),

  ServiceInfo: since(
    '1.52',
    object(
      {
        VIP: string(),
        Ports: array(string()),
        LocalLBIndex: withFormat('int', integer()),
        Tasks: array(ref('NetworkTaskInfo')),
      },
      'A service on a network.',
    ),
  ),

  NetworkTaskInfo: since(
    '1.52',
    object({ Name: string(), EndpointID: string(), EndpointIP: string(), Info: map(string()) }, 'A task of it.'),
  ),

  NetworkCreateResponse: since(
    '1.46',
    object({ Id: required(string()), Warning: required(string()) }, 'A network that was created.'),
  ),

  NetworkConnectRequest: since(
    '1.52',
    object({ Container: required(string()), EndpointConfig: ref('EndpointSettings') }, 'Which container, and how.'),
  ),

  NetworkDisconnectRequest: since(
    '1.52',
    object({ Container: required(string()), Force: withDefault(false, boolean()) }, 'Which container.'),
  ),

  NetworkingConfig: since(
    '1.39',
    object({ EndpointsConfig: map(ref('EndpointSettings'), 'By name of the network') }, 'Networks to be on.'),
  ),

  NetworkSettings: since(
    '1.32',
    object(
      {
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
        MacAddress: until('1.51', string('Such as 02:42:ac:11:00:02')),
        Networks: since('1.32', map(ref('EndpointSettings'))),
        Address: until('1.31', string()),
        PortMapping: until('1.31', string()),
      },
      'Networks a container is on.',
    ),
  ),

  EndpointSettings: object(
    {
      IPAMConfig: ref('EndpointIPAMConfig'),
      Links: array(string(), 'Each container:alias'),
      Aliases: array(string(), 'Further names on the network'),
      NetworkID: string(),
      EndpointID: string(),
      Gateway: string(),
      IPAddress: string(),
      IPPrefixLen: integer(),
      IPv6Gateway: string(),
      GlobalIPv6Address: string(),
      GlobalIPv6PrefixLen: int64(),
      MacAddress: string('Such as 02:42:ac:11:00:02'),
      DriverOpts: since('1.32', nullable(map(string()))),
      DNSNames: since('1.44', array(string(), 'Names by which others on the network reach it')),
      GwPriority: since('1.48', int64('The highest one has the default gateway')),
    },
    'One network of a container.',
  ),

  EndpointIPAMConfig: since(
    '1.32',
    nullable(
      object({ IPv4Address: string(), IPv6Address: string(), LinkLocalIPs: array(string()) }, 'Addresses asked for.'),
    ),
  ),

  Address: since('1.32', object({ Addr: string(), PrefixLen: integer() }, 'An address and its mask.')),
} satisfies Record<string, Schema>
