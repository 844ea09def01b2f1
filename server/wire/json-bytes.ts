// The words of JSON as bytes, for whatever looks into a body without decoding all of it.

export const quote = 0x22
export const backslash = 0x5c

/** Behind the blanks that begin at `start`. */
export function skipBlanks(bytes: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at
    at++
  }
}

/** Behind the closing quote of the string whose opening one is at `start`; undefined when it is not closed. */
export function stringEnd(bytes: Uint8Array, start: number): number | undefined {
  const near = Math.min(bytes.length, start + nearBytes)
  let at = start + 1
  for (; at < near; at++) {
    const byte = bytes[at]
    if (byte === quote) return at + 1
    if (byte === backslash) at++
  }
  return longStringEnd(bytes, at)
}

/** Most strings are shorter: looking at each byte is then faster than a search. */
const nearBytes = 64

/** From within a string: only an odd number of backslashes keeps a quote from ending it. */
function longStringEnd(bytes: Uint8Array, from: number): number | undefined {
  let end = bytes.indexOf(quote, from)
  while (end !== -1) {
    let before = end - 1
    while (before >= from && bytes[before] === backslash) before--
    if ((end - 1 - before) % 2 === 0) return end + 1
    end = bytes.indexOf(quote, end + 1)
  }
  return undefined
}

/** Where the document begins: behind a byte order mark and blanks. */
export function documentStart(bytes: Uint8Array): number {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return skipBlanks(bytes, hasMark ? 3 : 0)
}
