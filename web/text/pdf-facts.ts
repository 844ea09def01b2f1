// Reads what a PDF says of itself, without drawing it: its version, pages, title and whether it is locked.

export interface PdfFacts {
  readonly version: string
  /** Undefined when they are hidden: in an encrypted file, or a damaged one. */
  readonly pages: number | undefined
  readonly title: string | undefined
  readonly producer: string | undefined
  readonly isEncrypted: boolean
  /** Actions that a reader may run when it opens the file. */
  readonly hasScripts: boolean
}

/** Of what newer files compress, enough for the catalogue of a long document, and no bomb. */
const mostStreams = 400
const mostInflated = 20_000_000

export function isPdf(bytes: Uint8Array): boolean {
  // Readers take some rubbish before it (ISO 32000-1, annex H.3.4.1).
  return latin1(bytes.subarray(0, 1024)).includes('%PDF-')
}

export async function pdfFacts(bytes: Uint8Array): Promise<PdfFacts> {
  const outer = latin1(bytes)
  const [, version = ''] = /%PDF-(\d\.\d)/.exec(outer) ?? []
  const text = outer + (await compressedObjects(bytes, outer))
  return {
    version,
    pages: pagesOf(text),
    title: stringOf(text, 'Title'),
    producer: stringOf(text, 'Producer'),
    isEncrypted: /\/Encrypt\s+\d+\s+\d+\s+R/.test(text),
    hasScripts: /\/(JavaScript|JS|Launch)\b/.test(text),
  }
}

/** The root of the page tree counts them all; where there is none, the pages themselves are counted. */
function pagesOf(text: string): number | undefined {
  const counts = [...text.matchAll(/\/Count\s+(\d{1,7})/g)].map(([, count]) => Number(count))
  const pages = text.match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0
  const most = counts.reduce((a, b) => Math.max(a, b), pages)
  return most === 0 ? undefined : most
}

async function compressedObjects(bytes: Uint8Array, outer: string): Promise<string> {
  let inflated = ''
  let seen = 0
  for (const match of outer.matchAll(/\/ObjStm\b/g)) {
    seen += 1
    const begin = /stream\r?\n/g
    begin.lastIndex = match.index
    if (seen > mostStreams || inflated.length > mostInflated || !begin.test(outer)) break
    const end = outer.indexOf('endstream', begin.lastIndex)
    if (end > 0) inflated += await inflate(bytes.subarray(begin.lastIndex, end))
  }
  return inflated
}

async function inflate(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([Uint8Array.from(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
  const reader = stream.getReader()
  let text = ''
  try {
    while (text.length < mostInflated) {
      const { done, value } = await reader.read()
      if (done) break
      text += latin1(value)
    }
  } catch {
    // Cut off, encrypted, or followed by a line break that is none of it: what came out counts.
  }
  reader.cancel().catch(() => {})
  return text
}

function stringOf(text: string, name: string): string | undefined {
  const [, found] =
    new RegExp(`/${name}\\s*\\(((?:[^()\\\\]|\\\\.){0,300})\\)`, 's').exec(text) ?? []
  const plain = found?.replace(/\\([()\\])/g, '$1')
  if (!plain) return undefined
  // Text is UTF-16 where it begins with that mark, and nearly Latin-1 elsewhere.
  if (!plain.startsWith('\xfe\xff')) return plain
  return new TextDecoder('utf-16be').decode(Uint8Array.from(plain, (char) => char.charCodeAt(0)))
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}
