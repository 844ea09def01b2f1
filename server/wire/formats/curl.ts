// Writes a request as one curl command that sends the same bytes again: quoting for POSIX shells, with bash's $'…'
// only where a header holds bytes that are not UTF-8.

import type { CapturedRequest } from '../requests.ts'
import { plainText, toBase64 } from './bytes.ts'
import { hasHeader, sentHeaders } from './resend.ts'
import { longestArgument, quote, quoteLatin1 } from './shell.ts'

export interface CurlOptions {
  /** Where to, as a word of the shell. */
  readonly url: string
  /** TLS would offer HTTP/2. */
  readonly isSecure: boolean
  /** Reads the body from there instead of carrying it. */
  readonly bodyFile?: string | undefined
}

/** Trailers are left out: curl sends none. */
export function curlCommand(
  request: CapturedRequest,
  body: Uint8Array,
  { url, isSecure, bodyFile }: CurlOptions,
): string {
  const sent = bodyParts(request, body, bodyFile)
  const parts = [
    `curl ${methodOption(request.method, sent.option !== undefined)}${url}`,
    ...versionOptions(request, isSecure),
    ...headerOptions(request, sent.option !== undefined, body.length),
    ...(sent.option === undefined ? [] : [sent.option]),
  ]
  return sent.before + parts.join(' \\\n  ')
}

/** Above this curl asks before it sends. */
const expectsAbove = 1_000_000

function methodOption(method: string, hasBody: boolean): string {
  if (method === 'HEAD' && !hasBody) return '--head '
  const usual = hasBody ? 'POST' : 'GET'
  return method === usual ? '' : `-X ${quote(method)} `
}

/** `--globoff` and `--path-as-is` keep curl from reading meaning into the URL. */
function versionOptions({ path, query, httpVersion }: CapturedRequest, isSecure: boolean) {
  const options: string[] = []
  if (/[[\]{}]/.test(path + query)) options.push('--globoff')
  if (/(^|\/)\.\.?(\/|$)/.test(path)) options.push('--path-as-is')
  if (httpVersion === '1.0') options.push('--http1.0')
  else if (isSecure) options.push('--http1.1')
  return options
}

function headerOptions(request: CapturedRequest, hasBody: boolean, size: number): string[] {
  const kept = sentHeaders(request)
  // What curl would add by itself: `Name:` without a value takes it away.
  const added = ['Accept', 'User-Agent', ...(hasBody ? ['Content-Type'] : [])]
  const removals = added.filter((name) => !hasHeader(kept, name.toLowerCase()))
  if (hasBody && size > expectsAbove) removals.push('Expect')
  const values = kept.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`))
  return [...values, ...removals.map((name) => `${name}:`)].map((line) => `-H ${quoteLatin1(line)}`)
}

interface BodyParts {
  /** What comes before `curl`, ending in a pipe. */
  readonly before: string
  readonly option: string | undefined
}

function bodyParts(
  request: CapturedRequest,
  body: Uint8Array,
  bodyFile: string | undefined,
): BodyParts {
  if (body.length === 0) {
    return {
      before: '',
      option: hasHeader(request.headers, 'content-length') ? "--data-raw ''" : undefined,
    }
  }
  if (bodyFile !== undefined) return { before: '', option: `--data-binary @${quote(bodyFile)}` }
  const text = plainText(body)
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
