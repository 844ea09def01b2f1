// The filter that takes the requests with a tag.

import { quote } from '../../server/wire/filter/tokens.ts'

export function tagFilter(tag: string): string {
  return `tag:${/^[\p{L}\p{N}_-]+$/u.test(tag) ? tag : quote(tag)}`
}
