// The body of a response as it is edited: which of the four kinds it is, and what it counts as.

import type { HeaderPair } from '../../../server/wire/requests.ts'
import type { RuleResponse } from '../../../server/wire/rules/rules.ts'

export const bodyKinds = ['none', 'text', 'file', 'echo'] as const
export type BodyKind = (typeof bodyKinds)[number]

export function bodyKind({ body, bodyBase64, echo }: RuleResponse): BodyKind {
  if (echo) return 'echo'
  if (bodyBase64 !== undefined) return 'file'
  return body === undefined ? 'none' : 'text'
}

/** One in place of the other. */
export function bodyOfKind(kind: BodyKind, text: string): Partial<RuleResponse> {
  return {
    body: kind === 'text' ? text : undefined,
    bodyBase64: kind === 'file' ? '' : undefined,
    echo: kind === 'echo' || undefined,
  }
}

/** As given by a header, else as the server guesses it. */
export function bodyType({ headers = [], body, bodyBase64 }: RuleResponse): string {
  const given = headers.find(isContentType)?.[1]
  if (given) return given.split(';')[0]?.trim().toLowerCase() ?? given
  if (bodyBase64 !== undefined) return 'application/octet-stream'
  return /^\s*[{[]/.test(body ?? '') ? 'application/json' : 'text/plain'
}

/** With the type of a file that was chosen, unless there is one already that was not `before`'s. */
export function typedAs(
  headers: readonly HeaderPair[],
  type: string,
  before: string | undefined,
): readonly HeaderPair[] | undefined {
  const at = headers.findIndex(isContentType)
  const others = headers.toSpliced(at, at < 0 ? 0 : 1)
  const isOwn = at >= 0 && headers[at]?.[1] !== before
  if (isOwn) return headers
  const next = type
    ? others.toSpliced(at < 0 ? others.length : at, 0, ['Content-Type', type])
    : others
  return next.length > 0 ? next : undefined
}

function isContentType([name]: HeaderPair): boolean {
  return name.toLowerCase() === 'content-type'
}

/** How many bytes base64 stands for. */
export function base64Size(text: string): number {
  return Math.max(0, (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0))
}
