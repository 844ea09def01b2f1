// The typed REST client that the inspector, the command line and tests share (M1).

import { hc } from 'hono/client'
import type { Api } from '../api/app.ts'
import type { ErrorBody } from '../wire/errors.ts'
import type { Flaw } from '../wire/rules/flaws.ts'

/** `origin` is where the server is; requests carry `key` when there is one. */
export function createApiClient(
  origin: string,
  key?: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
) {
  const headers: Record<string, string> =
    key === undefined ? {} : { Authorization: `Bearer ${key}` }
  return hc<Api>(origin, {
    headers,
    fetch: (...args: Parameters<typeof fetch>) => fetch(...args),
  })
}

export type ApiClient = ReturnType<typeof createApiClient>

/** A failed call: the server's own code and sentence, or `unreachable` when it did not answer like one. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  /** Where several fields are wrong: all of them. */
  readonly flaws: readonly Flaw[] | undefined

  constructor(code: string, status: number, message: string, flaws?: readonly Flaw[]) {
    super(message)
    this.flaws = flaws
    this.name = 'ApiError'
    this.code = code
    this.status = status
  }
}

/** The error that a response with `ok: false` stands for. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as ErrorBody
    return new ApiError(error.code, response.status, error.message, error.flaws)
  } catch {
    return new ApiError('unreachable', response.status, `The server answered ${response.status}.`)
  }
}
