// Makes text from the outside fit for one line of a list: short, and without characters that act on what is around it.

const maxGistChars = 80

// Controls, zero-width characters, line separators and what reorders text («Trojan Source», CVE-2021-42574).
const acting =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

// Latin letters and signs with single spaces between words: nearly all there is, and nothing in it to replace.
const ordinary = /^[!-~\u00a1-\u00ac\u00ae-\u02ff]+(?: [!-~\u00a1-\u00ac\u00ae-\u02ff]+)*$/

/** At most `maxChars` UTF-16 units of one line; null when nothing visible is left. */
export function plainText(text: string, maxChars = maxGistChars): string | null {
  if (text.length <= maxChars && ordinary.test(text)) return text
  // Twice the room leaves enough once white space is collapsed, and keeps a huge text cheap.
  const start = text.slice(0, maxChars * 2)
  const line = ordinary.test(start)
    ? start
    : start.replace(/\s+/g, ' ').replace(acting, '\ufffd').trim()
  if (line.length <= maxChars && text.length <= maxChars * 2) return line === '' ? null : line
  return cut(line, maxChars - 1)
}

/** A surrogate pair is kept whole or left out. */
function cut(line: string, maxChars: number): string {
  const start = line.slice(0, maxChars).replace(/[\ud800-\udbff]$/, '')
  return `${start.trimEnd()}…`
}

/** Parts of a gist, joined; those that are missing leave no trace. */
export function joinParts(...parts: readonly (string | undefined | null | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ')
}

/** `1 commit`, `3 commits`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
