// The body of a response as it is edited: which of the four kinds it is, and what it counts as.

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
export function bodyType({ headers = [], body }: RuleResponse): string {
  const given = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  if (given) return given.split(';')[0]?.trim().toLowerCase() ?? given
  return /^\s*[{[]/.test(body ?? '') ? 'application/json' : 'text/plain'
}

/** How many bytes base64 stands for. */
export function base64Size(text: string): number {
  return Math.max(0, (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0))
}
