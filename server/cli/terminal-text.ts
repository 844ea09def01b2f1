// Text for a terminal: what strangers sent made harmless, and how many cells it takes.

/** Colours and weights, as a terminal's codes; a meaning always stands in words beside them. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'
export type Paint = (style: Style, text: string) => string

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}

export const inColour: Paint = (style, text) => {
  const [on, off] = codes[style]
  return text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`
}

export const plain: Paint = (_style, text) => text

/**
 * Nothing in it moves the cursor, changes colours or turns the direction of writing: control characters become their
 * pictures, and the rest of what is not seen a replacement character.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, (char) =>
    pictureOf(char.codePointAt(0) ?? 0),
  )
}

/** https://www.unicode.org/charts/PDF/U2400.pdf */
function pictureOf(code: number): string {
  if (code === 0x7f) return '␡'
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd'
}

/** Cuts to so many cells, with an ellipsis where something was lost. Of harmless text only. */
export function cut(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text
  let kept = ''
  let room = cells - 1
  for (const char of text) {
    room -= cellsOf(char)
    if (room < 0) break
    kept += char
  }
  return cells > 0 ? `${kept}…` : ''
}

/** Cuts or fills to exactly so many cells. */
export function fit(text: string, cells: number): string {
  const shown = cut(text, cells)
  return shown + ' '.repeat(Math.max(0, cells - cellsOf(shown)))
}

// East Asian wide characters and pictures take two cells: https://www.unicode.org/reports/tr11/
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

export function cellsOf(text: string): number {
  let cells = 0
  for (const char of text) {
    if (/[\p{Mn}\p{Me}]/u.test(char)) continue
    cells += wide.test(char) ? 2 : 1
  }
  return cells
}
