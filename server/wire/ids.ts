// The identifiers everything else is named by, and how untrusted text becomes one.

/** Identifies a bin; part of its capture URL. Lower case, fit for a DNS label. */
export type BinId = string & { readonly __brand: 'BinId' }

/** A request's number within its bin: 1, 2, 3 … without gaps (C5). */
export type Seq = number

export const binIdPattern = /^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/

/** What a bin id must look like, in words for an error message. */
export const binIdRule =
  'A bin id is 3 to 63 characters: lower-case letters, digits and hyphens, not starting or ending with a hyphen.'

/** Returns the id, or undefined when the text cannot be one. */
export function parseBinId(text: string): BinId | undefined {
  return binIdPattern.test(text) ? (text as BinId) : undefined
}
