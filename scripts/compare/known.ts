/** Differences that are meant. `where` matches "scenario | step | place", and `why` says what makes both sides right. */
export interface Known {
  readonly where: RegExp
  readonly why: string
}

export const known: readonly Known[] = []
