// A form whose fields were percent-encoded in another way or put in another order.

import type { TextVariant } from './json-variants.ts'

export function* formVariants(text: string): Generator<TextVariant> {
  if (!looksLikeForm.test(text)) return
  for (const [words, rewrite] of rewrites) {
    yield { reason: 'signed-charset', words, text: rewrite(text) }
  }
}

const looksLikeForm = /^[^\s{}[\]<>"=]+=\S*$/

const rewrites: readonly (readonly [words: string, rewrite: (text: string) => string])[] = [
  ['with its spaces as %20 instead of +', (text) => text.replaceAll('+', '%20')],
  ['with its spaces as + instead of %20', (text) => text.replaceAll('%20', '+')],
  [
    'with its percent-encoding in lower case',
    (text) => text.replace(percentCode, (code) => code.toLowerCase()),
  ],
  [
    'with its percent-encoding in upper case',
    (text) => text.replace(percentCode, (code) => code.toUpperCase()),
  ],
  ['with its form encoded anew', (text) => String(new URLSearchParams(text))],
  [
    'with its form encoded anew, spaces as %20',
    (text) =>
      [...new URLSearchParams(text)].map((pair) => pair.map(encodeWellFormed).join('=')).join('&'),
  ],
  ['with its fields in order', (text) => text.split('&').sort().join('&')],
  ['with its form decoded', (text) => decoded(text.replaceAll('+', ' '))],
  ['reduced to its field «payload»', (text) => new URLSearchParams(text).get('payload') ?? text],
]

const percentCode = /%[0-9a-fA-F]{2}/g

function encodeWellFormed(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // Not percent-encoded UTF-8: as it is, which was tried.
  }
}
