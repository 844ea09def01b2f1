// Words of a POSIX shell; bash's $'…' only where a word holds bytes that are not UTF-8.

import { latin1Bytes, plainText } from './bytes.ts'

/** Linux takes 128 KiB for one argument; quoting may lengthen it. */
export const longestArgument = 60_000

export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** For latin1 characters that stand for bytes; most of them are UTF-8 after all. */
export function quoteLatin1(latin1: string): string {
  const bytes = latin1Bytes(latin1)
  const text = plainText(bytes)
  if (text !== undefined) return quote(text)
  const escaped = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : // Octal has a fixed length: a digit after it stays a digit.
        `\\${byte.toString(8).padStart(3, '0')}`,
  )
  return `$'${escaped.join('')}'`
}
