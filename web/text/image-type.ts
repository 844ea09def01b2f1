// Which picture format bytes are in, by how they begin: what a sender calls them is often wrong.

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

/** The media type of a format that browsers draw; undefined for anything else. */
export function imageType(bytes: Uint8Array, mediaType: string, text?: string): string | undefined {
  const first = ascii(bytes, 0, 4)
  if (first === '\x89PNG') return 'image/png'
  if (first.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (first === 'GIF8') return 'image/gif'
  if (first === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(bytes, 4, 8) === 'ftyp' && /^avi[fs]$/.test(ascii(bytes, 8, 12))) return 'image/avif'
  // Two letters begin many a text: these two need room for their header, and binary in it.
  if (text === undefined && first.startsWith('BM') && bytes.length > 26) return 'image/bmp'
  if (first === '\0\0\x01\0' && bytes.length > 22) return 'image/x-icon'
  if (text === undefined) return undefined
  const isSvg = mediaType === 'image/svg+xml' || /^\ufeff?\s*<svg[\s>]/.test(text)
  return isSvg ? 'image/svg+xml' : undefined
}
