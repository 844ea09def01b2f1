// Reads single fields out of untrusted queries, forms, headers and parsed JSON, without ever throwing.

import type { Evidence } from '../provider.ts'
import { bodyText } from './evidence.ts'
import { type JsonView, viewJson } from './json-view.ts'

/** The value at a path of own keys and indexes in parsed JSON; undefined where the path leads nowhere. */
export function valueAt(root: unknown, ...path: readonly (string | number)[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string | number, unknown>)[key] // An object that has the key.
  }
  return value
}

const maxQueryChars = 4 * 1024
const maxFormBytes = 64 * 1024

/** The parameters of the raw query, decoded as forms are; those of an enormous one are not looked at. */
export function queryOf({ query }: Pick<Evidence, 'query'>): URLSearchParams {
  return new URLSearchParams(query.length <= maxQueryChars ? query : '')
}

export function isForm({ headers }: Pick<Evidence, 'headers'>): boolean {
  return headers.get('content-type')?.toLowerCase().startsWith(formType) ?? false
}

const formType = 'application/x-www-form-urlencoded'

/** The fields of a form body; empty when the body is no form or too large to be worth it. */
export function formOf(evidence: Pick<Evidence, 'headers' | 'body'>): URLSearchParams {
  const isReadable = isForm(evidence) && evidence.body.length <= maxFormBytes
  return new URLSearchParams(isReadable ? bodyText(evidence.body) : '')
}

/** The JSON in a form field; a view of nothing when there is none. */
export function fieldsOfText(text: string | null): JsonView {
  return viewJson(Buffer.from(text ?? ''))
}

/** A whole number from a header, within what an attempt counter may be. */
export function countFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined
}
