// What a tag is: a short label a user gives requests. The rules, and what adding one does.

/** Characters, after trimming. */
export const longestTag = 40
/** Of one request. */
export const mostTags = 20

export const tagRule = `A tag has 1 to ${longestTag} characters, no comma among them.`

export interface TagChange {
  readonly tags?: readonly string[]
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
}

/** The tag that `text` means; undefined when it cannot be one. */
export function readTag(text: string): string | undefined {
  const tag = text.trim()
  return tag.length <= longestTag && /^[^,\p{Cc}]+$/u.test(tag) ? tag : undefined
}

/** Tags that differ only in case are one: the first spelling stays. */
export function uniqueTags(tags: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return tags.filter((tag) => {
    const key = tag.toLowerCase()
    return !seen.has(key) && seen.add(key)
  })
}

/** `tags` as replaced, then without some, then with more behind; as they were when that would be too many. */
export function changeTags(tags: readonly string[], change: TagChange): readonly string[] {
  const less = new Set(change.removeTags?.map((tag) => tag.toLowerCase()))
  const kept = (change.tags ?? tags).filter((tag) => !less.has(tag.toLowerCase()))
  const changed = uniqueTags([...kept, ...(change.addTags ?? [])])
  return changed.length > mostTags ? tags : changed
}
