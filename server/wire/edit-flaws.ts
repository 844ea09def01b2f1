// What is wrong with a part that a user changed, in the words the API and the inspector both use (D5). Pure.

import { isToken, refusalOf } from './outgoing-headers.ts'
import type { HeaderPair } from './requests.ts'

/** What keeps a text from being a method; undefined when nothing does. */
export function methodFlaw(text: string): string | undefined {
  if (isToken(text)) return undefined
  return `'${text}' is not a method: one word of letters and digits, like POST.`
}

/** As for a method; `''` is a path as well. */
export function pathFlaw(text: string): string | undefined {
  if (text.includes('?')) return 'A path ends before its ?. Give what follows as the query.'
  if (text !== '' && !text.startsWith('/')) return 'A path begins with /, or is empty.'
  return unsendable.test(text) ? `A path${escapeAdvice}` : undefined
}

export function queryFlaw(text: string): string | undefined {
  return unsendable.test(text) ? `A query${escapeAdvice}` : undefined
}

export function headerFlaw([name, value]: HeaderPair): string | undefined {
  if (!isToken(name)) {
    return `'${name}' is not a header's name: letters, digits and hyphens, without spaces or a colon.`
  }
  if (refusalOf(name, value) === undefined) return undefined
  return `The value of ${name} holds what no header can: a line break, a control character, or one beyond U+00FF.`
}

// What a request target cannot hold (RFC 9112 §3.2). Bytes above ASCII may not stand there either, but some clients
// send them all the same, and trying what a server makes of them is what edits are for.
const unsendable = /[^!-~\x80-\xff]/
const escapeAdvice =
  ' holds no spaces, control characters, or any beyond U+00FF. Write them percent-encoded: a space is %20.'
