// REST calls as any HTTP client makes them, where the typed client would not let a test go wrong.

import type { ErrorCode } from '../../server/wire/errors.ts'

export interface Called {
  readonly status: number
  readonly headers: Headers
  /** The body as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came, and fails where it is not there.
  readonly json: any
  readonly text: string
}

export interface CallOptions {
  readonly key?: string
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls `GET /api/…` and the like; `line` is the method and the path below `/api`. */
export async function call(
  server: { readonly url: string },
  line: string,
  { key, json, body, headers = {} }: CallOptions = {},
): Promise<Called> {
  const [method = 'GET', path = ''] = line.split(' ')
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: parsed(text), text }
}

/** What every failed call must look like. */
export function failure(status: number, code: ErrorCode) {
  return { status, json: { error: { code, message: expectText } } }
}

/** Matches a sentence: a capital at its start, a full stop at its end. */
const expectText = {
  asymmetricMatch: (value: unknown) => typeof value === 'string' && /^[\p{L}'].*[.]$/su.test(value),
  toString: () => 'a sentence',
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
