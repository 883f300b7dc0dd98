import { type RegistryComplaint, RegistryError, type RegistryRequest } from '../state/registry/error.ts'
import { bytesUpTo, type Patience } from './client.ts'

/** As much as containerd reads of a refusal. */
const refusalBytesMax = 64_000
const complaintsMax = 16

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const complaint = (value: unknown): RegistryComplaint[] =>
  isRecord(value) ? [{ code: text(value.code), message: text(value.message), detail: value.detail }] : []

/** Reads `{"errors":[…]}`; nothing of what is something else. */
export const readComplaints = (body: string): RegistryComplaint[] => {
  try {
    const document: unknown = JSON.parse(body)
    if (!isRecord(document) || !Array.isArray(document.errors)) return []
    return document.errors.slice(0, complaintsMax).flatMap(complaint)
  } catch {
    return []
  }
}

export interface Refusal {
  readonly complaints: readonly RegistryComplaint[]
  readonly body: string
}

export const readRefusal = async (response: Response, patience: Patience): Promise<Refusal> => {
  const bytes = await bytesUpTo(response, refusalBytesMax, patience).catch(() => new Uint8Array(0))
  const body = new TextDecoder().decode(bytes)
  return { complaints: readComplaints(body), body }
}

/** What goes wrong when an answer is no success. */
export const refused = (
  request: RegistryRequest,
  { status, statusText }: Response,
  { body, complaints }: Refusal,
  headOnly = false,
): RegistryError => {
  const { method, url } = request
  if (status === 404) return new RegistryError({ kind: 'missing', method, url, complaints })
  return new RegistryError({ kind: 'status', method, url, status, reason: statusText, complaints, body, headOnly })
}

/** An answer that is a success; any other is thrown. */
export const accepted = async (request: RegistryRequest, response: Response, patience: Patience): Promise<Response> => {
  if (response.ok) return response
  throw refused(request, response, await readRefusal(response, patience))
}
