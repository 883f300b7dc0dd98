/** What the three shells call the same mishaps (busybox 1.35 ash, dash 0.5.12, bash 5.2, each seen by running it). */
export type Dialect = 'ash' | 'bash' | 'dash'

export interface Wording {
  readonly notFound: string
  readonly unset: string
  readonly unsetOrNull: string
  readonly readOnly: string
  readonly badSubstitution: string
  readonly divisionByZero: string
  readonly arithmeticSyntax: string
  readonly notANumber: (text: string) => string
  readonly badName: (name: string) => string
  readonly badLoopName: (name: string) => string
  readonly changeDirectory: (path: string, reason: string) => string
  readonly cannotOpen: (path: string, reason: string, missing: boolean) => string
  readonly cannotCreate: (path: string, reason: string, missing: boolean) => string
  readonly exists: (path: string) => string
  readonly badDescriptor: (descriptor: string) => string
  readonly cannotSource: (path: string, reason: string) => string
}

export const wordings: Readonly<Record<Dialect, Wording>> = {
  ash: {
    notFound: 'not found',
    unset: 'parameter not set',
    unsetOrNull: 'parameter not set or null',
    readOnly: 'is read only',
    badSubstitution: 'syntax error: bad substitution',
    divisionByZero: 'divide by zero',
    arithmeticSyntax: 'arithmetic syntax error',
    notANumber: text => `Illegal number: ${text}`,
    badName: name => `${name}: bad variable name`,
    badLoopName: () => 'syntax error: bad for loop variable',
    changeDirectory: (path, reason) => `can't cd to ${path}: ${reason}`,
    cannotOpen: (path, reason, missing) => `can't open ${path}: ${missing ? 'no such file' : reason}`,
    cannotCreate: (path, reason, missing) => `can't create ${path}: ${missing ? 'nonexistent directory' : reason}`,
    exists: path => `can't create ${path}: File exists`,
    badDescriptor: descriptor => `${descriptor}: Bad file descriptor`,
    cannotSource: (path, reason) => `can't open '${path}': ${reason}`,
  },
  dash: {
    notFound: 'not found',
    unset: 'parameter not set',
    unsetOrNull: 'parameter not set or null',
    readOnly: 'is read only',
    badSubstitution: 'Bad substitution',
    divisionByZero: 'arithmetic expression: division by zero',
    arithmeticSyntax: 'arithmetic expression: syntax error',
    notANumber: text => `Illegal number: ${text}`,
    badName: name => `${name}: bad variable name`,
    badLoopName: () => 'Syntax error: Bad for loop variable',
    changeDirectory: path => `can't cd to ${path}`,
    cannotOpen: (path, reason, missing) => `cannot open ${path}: ${missing ? 'No such file' : reason}`,
    cannotCreate: (path, reason, missing) => `cannot create ${path}: ${missing ? 'Directory nonexistent' : reason}`,
    exists: path => `cannot create ${path}: File exists`,
    badDescriptor: descriptor => `${descriptor}: Bad file descriptor`,
    cannotSource: (path, reason) => `cannot open ${path}: ${reason}`,
  },
  bash: {
    notFound: 'command not found',
    unset: 'unbound variable',
    unsetOrNull: 'parameter null or not set',
    readOnly: 'readonly variable',
    badSubstitution: 'bad substitution',
    divisionByZero: 'division by 0',
    arithmeticSyntax: 'arithmetic syntax error',
    notANumber: text => `${text}: numeric argument required`,
    badName: name => `\`${name}': not a valid identifier`,
    badLoopName: name => `\`${name}': not a valid identifier`,
    changeDirectory: (path, reason) => `${path}: ${reason}`,
    cannotOpen: (path, reason) => `${path}: ${reason}`,
    cannotCreate: (path, reason) => `${path}: ${reason}`,
    exists: path => `${path}: cannot overwrite existing file`,
    badDescriptor: descriptor => `${descriptor}: Bad file descriptor`,
    cannotSource: (path, reason) => `${path}: ${reason}`,
  },
}
