import { SystemError } from '../../filesystem/contract.ts'
import { errorText } from '../../kernel/error-text.ts'

/** The text of a failed system call; anything else is a defect of ours and is thrown on. */
export const messageOf = (error: unknown): string => {
  if (error instanceof SystemError) return errorText[error.code]
  throw error
}

/** The result of `action`, or the SystemError that it threw. Other throws pass through. */
export const attempt = <T>(action: () => T): T | SystemError => {
  try {
    return action()
  } catch (error) {
    if (error instanceof SystemError) return error
    throw error
  }
}
