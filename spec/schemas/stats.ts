import type { Schema } from '../schema.ts'
import { array, instant, map, nullable, object, ref, since, string, uint32, uint64 } from '../vocabulary.ts'

/** What a container uses of its host. */
export const statsSchemas = {
  ContainerStatsResponse: since(
    '1.48',
    object(
      {
        name: since('1.48', nullable(string())),
        id: since('1.48', nullable(string())),
        read: since('1.48', instant()),
        preread: since('1.48', instant()),
        pids_stats: since('1.48', ref('ContainerPidsStats')),
        blkio_stats: since('1.48', ref('ContainerBlkioStats')),
        num_procs: since('1.48', uint32()),
        storage_stats: since('1.48', ref('ContainerStorageStats')),
        cpu_stats: since('1.48', ref('ContainerCPUStats')),
        precpu_stats: since('1.48', ref('ContainerCPUStats')),
        memory_stats: since('1.48', ref('ContainerMemoryStats')),
        networks: since('1.48', nullable(map(ref('ContainerNetworkStats')))),
        os_type: since('1.52', nullable(string())),
      },
      'One sample of what a container uses.',
    ),
  ),

  ContainerPidsStats: since(
    '1.48',
    nullable(object({ current: nullable(uint64()), limit: nullable(uint64()) }, 'Processes.')),
  ),

  ContainerBlkioStats: since(
    '1.48',
    nullable(
      object(
        {
          io_service_bytes_recursive: array(ref('ContainerBlkioStatEntry')),
          io_serviced_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
          io_queue_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
          io_service_time_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
          io_wait_time_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
          io_merged_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
          io_time_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
          sectors_recursive: nullable(array(ref('ContainerBlkioStatEntry'))),
        },
        'Block devices.',
      ),
    ),
  ),

  ContainerBlkioStatEntry: since(
    '1.48',
    nullable(object({ major: uint64(), minor: uint64(), op: string(), value: uint64() }, 'One counter of one device.')),
  ),

  ContainerStorageStats: since(
    '1.48',
    nullable(
      object(
        {
          read_count_normalized: nullable(uint64()),
          read_size_bytes: nullable(uint64('Bytes')),
          write_count_normalized: nullable(uint64()),
          write_size_bytes: nullable(uint64('Bytes')),
        },
        'Storage on Windows.',
      ),
    ),
  ),

  ContainerCPUStats: since(
    '1.48',
    nullable(
      object(
        {
          cpu_usage: ref('ContainerCPUUsage'),
          system_cpu_usage: nullable(uint64('Nanoseconds')),
          online_cpus: nullable(uint32()),
          throttling_data: ref('ContainerThrottlingData'),
        },
        'Processors.',
      ),
    ),
  ),

  ContainerCPUUsage: since(
    '1.48',
    nullable(
      object(
        {
          total_usage: uint64('Nanoseconds'),
          percpu_usage: nullable(array(uint64(), 'Nanoseconds')),
          usage_in_kernelmode: uint64('Nanoseconds'),
          usage_in_usermode: uint64('Nanoseconds'),
        },
        'Time on processors.',
      ),
    ),
  ),

  ContainerThrottlingData: since(
    '1.48',
    nullable(
      object({ periods: uint64(), throttled_periods: uint64(), throttled_time: uint64('Nanoseconds') }, 'Time denied.'),
    ),
  ),

  ContainerMemoryStats: since(
    '1.48',
    object(
      {
        usage: nullable(uint64('Bytes')),
        max_usage: nullable(uint64('Bytes')),
        stats: map(nullable(uint64())),
        failcnt: nullable(uint64('Times the limit was reached')),
        limit: nullable(uint64('Bytes')),
        commitbytes: nullable(uint64()),
        commitpeakbytes: nullable(uint64()),
        privateworkingset: nullable(uint64()),
      },
      'Memory.',
    ),
  ),

  ContainerNetworkStats: since(
    '1.48',
    nullable(
      object(
        {
          rx_bytes: uint64('Bytes'),
          rx_packets: uint64(),
          rx_errors: uint64(),
          rx_dropped: uint64(),
          tx_bytes: uint64('Bytes'),
          tx_packets: uint64(),
          tx_errors: uint64(),
          tx_dropped: uint64(),
          endpoint_id: nullable(string()),
          instance_id: nullable(string()),
        },
        'One interface.',
      ),
    ),
  ),
} satisfies Record<string, Schema>
