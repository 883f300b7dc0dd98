/** A script and what a real shell made of it. */
export interface Recording {
  readonly script: string
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
}
