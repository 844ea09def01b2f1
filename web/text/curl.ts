// Writes a request as one curl command that sends the same bytes again: quoting for POSIX shells, with bash's $'…'
// only where a header holds bytes that are not UTF-8.

import type { CapturedRequest, HeaderPair } from '../../server/wire/requests.ts'
import { formatSize } from './format-size.ts'

/** Linux takes 128 KiB for one argument; quoting may lengthen it. */
const longestArgument = 60_000
/** More than this belongs into a file. */
export const longestInlineBody = 1_000_000

/** Set by curl itself, or meaningful only on the captured connection. */
const dropped = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'upgrade',
  'expect',
])

export interface CurlInput {
  readonly request: CapturedRequest
  readonly body: Uint8Array
  readonly captureUrl: string
  /** The file a long body is read from. */
  readonly fileName: string
}

export function toCurl({ request, body, captureUrl, fileName }: CurlInput): string {
  const sent = bodyParts(request, body, fileName)
  const parts = [
    `curl ${methodOption(request.method, sent.option !== undefined)}${quote(urlOf(request, captureUrl))}`,
    ...versionOptions(request, captureUrl),
    ...headerOptions(request.headers, sent.option !== undefined, body.length),
    ...(sent.option === undefined ? [] : [sent.option]),
  ]
  return sent.before + parts.join(' \\\n  ')
}

/** What to say once the command is copied. */
export function curlNotice(size: number, fileName: string): string {
  return size > longestInlineBody
    ? `Copied. The body is ${formatSize(size)}: download it, and run the command beside ${fileName}.`
    : 'Copied as curl'
}

function urlOf({ path, query, target }: CapturedRequest, captureUrl: string): string {
  return captureUrl + path + (target.includes('?') ? `?${query}` : '')
}

function methodOption(method: string, hasBody: boolean): string {
  if (method === 'HEAD' && !hasBody) return '--head '
  const usual = hasBody ? 'POST' : 'GET'
  return method === usual ? '' : `-X ${quote(method)} `
}

/** `--globoff` and `--path-as-is` keep curl from reading meaning into the URL. */
function versionOptions({ path, query, httpVersion }: CapturedRequest, captureUrl: string) {
  const options: string[] = []
  if (/[[\]{}]/.test(path + query)) options.push('--globoff')
  if (/(^|\/)\.\.?(\/|$)/.test(path)) options.push('--path-as-is')
  if (httpVersion === '1.0') options.push('--http1.0')
  else if (captureUrl.startsWith('https:')) options.push('--http1.1')
  return options
}

function headerOptions(headers: readonly HeaderPair[], hasBody: boolean, size: number): string[] {
  const kept = headers.filter(([name]) => !dropped.has(name.toLowerCase()))
  const has = (wanted: string) => kept.some(([name]) => name.toLowerCase() === wanted)
  // What curl would add by itself: `Name:` without a value takes it away.
  const added = ['Accept', 'User-Agent', ...(hasBody ? ['Content-Type'] : [])]
  const removals = added.filter((name) => !has(name.toLowerCase())).map((name) => `${name}:`)
  if (hasBody && size > 1_000_000) removals.push('Expect:')
  const values = kept.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`))
  return [...values, ...removals].map((header) => `-H ${quoteHeader(header)}`)
}

interface BodyParts {
  /** What comes before `curl`, ending in a pipe. */
  readonly before: string
  readonly option: string | undefined
}

function bodyParts(request: CapturedRequest, body: Uint8Array, fileName: string): BodyParts {
  if (body.length === 0) {
    const hadLength = request.headers.some(([name]) => name.toLowerCase() === 'content-length')
    return { before: '', option: hadLength ? "--data-raw ''" : undefined }
  }
  if (body.length > longestInlineBody) {
    return { before: '', option: `--data-binary @${quote(fileName)}` }
  }
  const text = shellText(body)
  if (text === undefined) {
    const base64 = toBase64(body)
    return {
      before: `printf '%s' '${base64}' | base64 --decode | `,
      option: '--data-binary @-',
    }
  }
  if (text.length > longestArgument) {
    return { before: `printf '%s' ${quote(text)} | `, option: '--data-binary @-' }
  }
  // Not --data-binary: that would read a file for a body that begins with @.
  return { before: '', option: `--data-raw ${quote(text)}` }
}

/** The body as text that a shell's argument can hold and a terminal can show; undefined when it cannot. */
function shellText(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    // A pasted carriage return becomes a line feed, and other control characters are commands to the terminal.
    return /[^\P{Cc}\t\n]/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Header values are latin1 characters standing for bytes; most of them are UTF-8 after all. */
function quoteHeader(header: string): string {
  const bytes = Uint8Array.from(header, (char) => char.charCodeAt(0))
  const text = shellText(bytes)
  if (text !== undefined) return quote(text)
  const escaped = [...bytes].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  // A hex digit after \xNN would be read as a third one by some shells: octal has a fixed length.
  return `$'${escaped.join('').replace(/\\x(..)/g, (_, hex) => `\\${Number.parseInt(hex, 16).toString(8).padStart(3, '0')}`)}'`
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
