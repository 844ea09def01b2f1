// Every error code of the product, once, and the error that carries one.

import type { Flaw } from './rules/flaws.ts'

/** Each code with the HTTP status it maps to. */
export const errorStatus = {
  'bad-request': 400,
  'bad-target': 400,
  unauthorized: 401,
  forbidden: 403,
  'host-denied': 403,
  'origin-denied': 403,
  'target-denied': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'bin-exists': 409,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
  'store-full': 503,
} as const

export type ErrorCode = keyof typeof errorStatus

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorStatus, text)
}

/** An expected failure: `message` says what failed and what to do next, fit to show to a user. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** Where several fields are wrong: all of them. */
  readonly flaws: readonly Flaw[] | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly flaws?: readonly Flaw[] },
  ) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.flaws = options?.flaws
  }
}

/** Whether it was foreseen and nothing broke: to be shown to the user, but not to the operator. */
export function isExpected(error: unknown): boolean {
  return error instanceof AppError && error.cause === undefined
}

/** The body of every REST error. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode
    readonly message: string
    readonly flaws?: readonly Flaw[] | undefined
  }
}

export function errorBody(
  code: ErrorCode,
  message: string,
  flaws?: readonly Flaw[] | undefined,
): ErrorBody {
  return { error: { code, message, ...(flaws && { flaws }) } }
}
