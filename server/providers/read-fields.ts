// Reads single fields out of untrusted JSON, queries and forms, without ever throwing.

import { bodyText } from './evidence.ts'
import type { Evidence } from './provider.ts'

/** The value at a path of own keys and indexes; undefined where the path leads nowhere. */
export function valueAt(root: unknown, ...path: readonly (string | number)[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string | number, unknown>)[key] // An object that has the key.
  }
  return value
}

/** The text at a path: a non-empty string, or a number that JSON.parse did not have to round. */
export function textAt(root: unknown, ...path: readonly (string | number)[]): string | undefined {
  const value = valueAt(root, ...path)
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value !== 'number') return undefined
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : undefined
}

/** How many items the array at a path has; undefined when there is no array. */
export function countAt(root: unknown, ...path: readonly (string | number)[]): number | undefined {
  const value = valueAt(root, ...path)
  return Array.isArray(value) ? value.length : undefined
}

/** The first text among some keys of one object. */
export function firstTextOf(root: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textAt(root, key)
    if (text !== undefined) return text
  }
  return undefined
}

const maxQueryChars = 16 * 1024
const maxFormBytes = 256 * 1024

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

/** JSON out of a form field; undefined when it is none. */
export function parseField(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Not JSON: an expected outcome, which the caller sees.
  }
}

/** A whole number from a header, within what an attempt counter may be. */
export function countFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined
}
