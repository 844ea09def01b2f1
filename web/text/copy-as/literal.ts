// String literals that JavaScript, Python and Go read alike, but for characters beyond 16 bits.

/** Characters that nobody sees, or that turn the text around: escaped, so that what is copied is what is read. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu

/** `wide` escapes beyond U+FFFF as Python and Go do; JavaScript takes two escapes of 16 bits. */
export function stringLiteral(text: string, { wide }: { wide: boolean }): string {
  return JSON.stringify(text).replace(unseen, (char) => {
    const code = char.codePointAt(0) ?? 0
    if (wide && code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`
    return Array.from(
      { length: char.length },
      (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join('')
  })
}

/** For latin1 characters that stand for bytes: ASCII, and `\xNN` for all else. */
export function latin1Literal(latin1: string): string {
  const escaped = latin1.replace(/[^\x20-\x7e]|["\\]/g, (char) =>
    char === '"' || char === '\\'
      ? `\\${char}`
      : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `"${escaped}"`
}
