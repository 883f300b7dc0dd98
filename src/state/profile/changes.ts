import { engineMajor, type Profile } from './profile.ts'

/**
 * What Docker Engine does otherwise since a major version, where no version of the API tells: a client sees it whatever
 * it asks for. Seen by asking 20.10.24, 26.1.5 and 28.5.2; the version between them is moby's first tag that does so.
 */
const changes = {
  /** `_ping` says what part the daemon has in a swarm (moby api/server/router/system). */
  swarmInPing: 23,
  /** The shim of containerd 1.0 is gone (moby daemon/config/config_linux.go). */
  oneRuntime: 23,
  /** A body is read to its end: more than one value is refused (moby api/server/httputils). */
  readsWholeBody: 23,
  /** Modes of the IPC, PID and UTS namespaces are looked at when a container is created. */
  checksNamespaceModes: 23,
  /** A wait for what cannot come is refused. */
  checksWaitCondition: 23,
  /** A container that was given no restart policy has one called `no` (moby daemon/create.go). */
  restartPolicyHasName: 25,
  /** What a container was given no host configuration for is settled when it is created, not at its first start. */
  settlesRuntimeAtOnce: 23,
  /** Inspecting an image that is not there says so once. */
  missingImagesAreToldOnce: 23,
  /** An execution whose container has ended meanwhile is a conflict when it starts (moby daemon/exec.go). */
  executionsOfStoppedConflict: 23,
  /** Logs say what type they are of (moby api/server/router/container). */
  logsSayTheirType: 23,
  /** A volume that is there already is not announced again when a container names it. */
  announcesVolumesOnce: 23,
  /** An image in a list that has no tag or no digest has an empty list of them, not null. */
  listsEmptyDigests: 24,
  /** Volumes that are pruned are announced one by one (moby volume/service). */
  announcesPrunedVolumes: 23,
  /** `wait` says nothing of an error that is none. */
  waitOmitsNoError: 23,
  /** Inspecting an image made by no container does not name one (moby omitempty). */
  omitsNoContainer: 26,
  /** `system df` sums the cache of builds up for clients (moby BuilderSize). */
  leavesBuilderSizeOut: 23,
  /** Limits for kernel memory are gone from what a container is given. */
  forgetsKernelMemory: 23,
  /** The filter `all` of the prune of volumes. */
  prunesAllVolumes: 23,
  /** The end of a container is announced when its networks and volumes have been given up (moby daemon/monitor.go). */
  announcesEndLast: 23,
  /** The modes of files in archives are permissions alone. */
  archivesLeaveTypesOut: 24,
  /** The end of a container says how long it ran (moby daemon/monitor.go). */
  tellsDuration: 24,
  /** Endpoints of an internal network have no gateway (moby libnetwork/drivers/bridge, Join). */
  internalNetworksHaveNoGateway: 25,
  /** Endpoints have names in DNS (moby api/types/network/endpoint.go). */
  endpointsHaveDnsNames: 25,
  /** Volumes are mounted before anything else of a task is looked at, devices and links too (moby daemon/start.go, setupMounts). */
  mountsVolumesFirst: 26,
  /** The mode `default` of a network is written down as `bridge`. */
  namesDefaultNetwork: 26,
  /** Errors are JSON even for clients that cannot read it. */
  oldClientsReadJson: 26,
  /** Errors for clients older than 1.24 are plain text again. */
  oldClientsReadText: 28,
  /** A container's networks are connected when containerd has its task; before, they came first (moby daemon/start.go). */
  connectsNetworksLast: 28,
  /** Whose network cannot be joined is called by its name, with its state; before, by its id. */
  networkDonorsAreNamed: 28,
  /** Leaving a network is announced once by a container that was on it; before, twice, and once by one that does not run. */
  announcesLeavingOnce: 28,
  /** A network that is in use says who uses it; before, what its id is (moby libnetwork/error.go, since 28.1). */
  namesActiveEndpoints: 28,
  /** A sandbox that is gone is forgotten (moby daemon/container_operations.go). */
  forgetsSandboxes: 27,
  /** Endpoints have priorities as gateways. */
  endpointsHaveGatewayPriorities: 28,
  /** An overlay names the container that it is of. */
  overlaysHaveIds: 28,
  /** A container that cannot be removed is called by its name, before by its id (moby daemon/delete.go). */
  removalNamesContainer: 25,
  /** A container that cannot be removed is called as the client called it. */
  removalNamesWhatWasAsked: 28,
  /** A port that is not published is listed with an empty address (moby api/types/container/port_summary.go, netip.Addr). */
  unpublishedPortsHaveNoAddress: 29,
  /** One shot of statistics does not name its container (moby daemon/stats.go). */
  oneShotForgetsContainer: 23,
  /** One shot of statistics names its container, as before. */
  oneShotNamesContainer: 29,
  /** Statistics say the system. */
  statisticsSaySystem: 29,
  /** A container without bindings has an empty list of them. */
  bindingsAreNeverNull: 29,
  /** Lists of networks leave the containers out. */
  listsNetworksWithoutContainers: 29,
  /** The filter `dangling` of networks knows which are in use; before, only where lists show it, until API 1.27 (moby daemon/network/filter.go). */
  unusedNetworksAreFound: 29,
  /** Only what no subnet contains is refused, and said so; before, it had to be a subnet that the client had chosen. */
  anySubnetGivesAddresses: 29,
  /** Refusals of a restart policy say what would be right (moby api/types/container/hostconfig.go). */
  explainsRestartPolicies: 25,
  /** Networks show the gateway that the daemon has chosen. */
  showsChosenGateways: 29,
  /** An execution whose program is not there ends with 127 instead of 126. */
  missingExecutablesAre127: 28,
  /** A container that is linked on the default bridge is warned (moby daemon/create.go, since 29.6). */
  warnsOfDefaultLinks: 29,
  /** Names of hosts have a greatest length. */
  checksHostname: 29,
  /** `info` has null where no mirror is configured. */
  noMirrorsAreNull: 23,
  /** `info` for API versions that had other fields is written with sorted keys (moby internal/compat). */
  olderInfoAsMap: 28,
  /** Shares of the CPU below none are refused (moby daemon/daemon_unix.go). */
  checksCpuShares: 28,
  /** The user of an execution is looked for when it is created (moby daemon/exec.go). */
  checksUserOfExecution: 28,
  /** The size of a terminal is a number of 32 bits without a sign (moby httputils.Uint32Value). */
  checksTerminalSize: 28,
  /** An endpoint has the physical address that was asked for, and it is one (moby daemon/container_operations.go). */
  endpointsHavePhysicalAddresses: 25,
  /** Addresses of endpoints are read before they are asked for (moby api/types/network/endpoint.go). */
  checksEndpointAddresses: 25,
  /** The filter `until` of the list of images (moby daemon/images/image_list.go). */
  filtersImagesByAge: 25,
} as const satisfies Readonly<Record<string, number>>

export type Change = keyof typeof changes

/** Those that no podman was ever too old for: it never did as Docker did before. */
const alwaysOfPodman: ReadonlySet<Change> = new Set(['checksEndpointAddresses', 'unusedNetworksAreFound'])

/** Whether the daemon is new enough to do so. */
export const has = (profile: Profile, change: Change): boolean =>
  engineMajor(profile) >= changes[change] || (profile.podman !== undefined && alwaysOfPodman.has(change))
