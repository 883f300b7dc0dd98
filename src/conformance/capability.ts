/** What a daemon may or may not be able to do; probing finds out, and what needs a missing one is skipped. */
export type Capability =
  /** The image of workloads is there, or could be pulled. */
  | 'image'
  /** Containers can be created, started and waited for. */
  | 'run'
  | 'pause'
  /** What crashes again and again waits in between, and is restarting meanwhile. */
  | 'restarting'
  | 'exec'
  | 'networks'
  | 'volumes'
  /** Health checks are run, not only accepted. */
  | 'health'
  /** The daemon is ours alone: prunes without a filter, folders of its machine. */
  | 'alone'
  /** The daemon makes no experiments. */
  | 'stable'

export interface Finding {
  readonly capability: Capability
  readonly present: boolean
  /** What was asked and what came, for the report: a skip without a reason is no verdict. */
  readonly evidence: string
}
