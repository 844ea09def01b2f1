// Whether the signature was made with the bin's secret, but read in another way or with something around it.

import { makerOf } from '../fits.ts'
import { base64Key, hexKey, textKey, whsecKey } from '../keys.ts'
import type { KeyReader, Proof } from '../scheme.ts'
import type { Cause } from './cause.ts'
import type { Mismatch } from './trial.ts'

export function explainSecret(mismatch: Mismatch): Cause | undefined {
  const { claim, options, trial, budget } = mismatch
  const { proof } = claim
  // Public keys are read in every way there is, white space or not.
  if (proof.type === 'public-key') return undefined
  const { credentials } = options
  for (const { name, secret } of credentials) {
    const which = credentials.length > 1 && name !== '' ? `the secret «${name}»` : 'the secret'
    const tried = new Set([keyText(proof.readKey, secret)])
    for (const { text, readKey, causeFor } of candidates(mismatch, proof, secret)) {
      if (budget.isCut) return undefined
      const key = keyText(readKey, text)
      if (key === undefined || tried.has(key)) continue
      tried.add(key)
      const isMadeOver = makerOf(claim, text, readKey)
      if (isMadeOver && trial.isFit(isMadeOver, trial.received)) return causeFor(which)
    }
  }
  return undefined
}

interface KeyCandidate {
  readonly text: string
  readonly readKey: KeyReader
  /** What it means if it fits; `which` is «the secret» or names it. */
  readonly causeFor: (which: string) => Cause
}

function* candidates(
  { provider: { label } }: Mismatch,
  { readKey, otherKeys = [] }: Extract<Proof, { type: 'secret' }>,
  secret: string,
): Generator<KeyCandidate> {
  for (const { text, causeFor } of otherTexts(secret)) yield { text, readKey, causeFor }
  for (const text of unset) yield { text, readKey: textKey, causeFor: () => notSet(text) }
  for (const other of [...otherKeys, textKey, base64Key, hexKey, whsecKey]) {
    const causeFor = misread(label, other, readKey)
    yield { text: secret, readKey: other, causeFor }
    yield { text: secret.trim(), readKey: other, causeFor }
  }
}

/** How a secret is turned into a key, behind «the secret»; found by trying, as readers have no names. */
export function readingWords(readKey: KeyReader): string {
  if (readKey('~')) return 'as the text it is'
  if (!readKey('zzzz')) return 'decoded from hexadecimal digits'
  const isPrefixCut = readKey('whsec_AAAA')?.length === 3
  return `decoded from base64${isPrefixCut ? ' without its whsec_' : ''}`
}

type OtherText = Omit<KeyCandidate, 'readKey'>

function* otherTexts(secret: string): Generator<OtherText> {
  const trimmed = secret.trim()
  yield { text: trimmed, causeFor: stored('has white space around it') }
  yield { text: `${trimmed}\n`, causeFor: sent('a line feed', 'as `echo` leaves one') }
  yield { text: `${trimmed}\r\n`, causeFor: sent('CR LF', 'as Windows ends lines') }
  yield { text: `${trimmed} `, causeFor: sent('a space', 'as copying leaves one') }
  yield { text: secret.replace(/[\s\p{Cf}]/gu, ''), causeFor: stored('has white space in it') }
  yield { text: trimmed.replace(/^(["'`])(.*)\1$/s, '$2'), causeFor: odd('its quotation marks') }
  yield {
    text: trimmed.replace(/^\w+=\s*(?=[^\s=])/, ''),
    causeFor: odd('the name and = before it'),
  }
  yield { text: trimmed.replace(prefix, ''), causeFor: odd('its prefix') }
  yield { text: `whsec_${trimmed}`, causeFor: lacking('whsec_') }
  if (/^[0-9a-f]+$/i.test(trimmed)) {
    yield { text: trimmed.toLowerCase(), causeFor: recased('lower') }
    yield { text: trimmed.toUpperCase(), causeFor: recased('upper') }
  }
}

const prefix = /^[A-Za-z]{2,8}_((test|live)_)?/

function stored(flaw: string): KeyCandidate['causeFor'] {
  return (which) => ({
    reason: 'secret-whitespace',
    detail: `The signature is right, but ${which} this bin holds ${flaw}. Save it again without.`,
  })
}

function sent(what: string, how: string): KeyCandidate['causeFor'] {
  return (which) => ({
    reason: 'secret-whitespace',
    detail: `The signature is right for ${which} with ${what} behind it, ${how}: the sender's own copy ends so. Set it there anew without, for example with \`printf\`.`,
  })
}

function odd(what: string): KeyCandidate['causeFor'] {
  return (which) => ({
    reason: 'secret-encoding',
    detail: `The signature is right for ${which} without ${what}. Save it so in this bin if that is how the provider shows it, else correct it at the sender.`,
  })
}

function recased(letters: 'lower' | 'upper'): KeyCandidate['causeFor'] {
  return (which) => ({
    reason: 'secret-encoding',
    detail: `The signature is right for ${which} in ${letters} case. Save it in this bin as the provider shows it.`,
  })
}

/** What programs sign with when the setting with the secret is missing. */
const unset = ['', 'undefined', 'null', 'None']

function notSet(text: string): Cause {
  const what = text === '' ? 'an empty secret' : `the word «${text}» as the secret`
  return {
    reason: 'secret-encoding',
    detail: `The signature was made with ${what}: the sender has none set. Set it there.`,
  }
}

function lacking(what: string): KeyCandidate['causeFor'] {
  return (which) => ({
    reason: 'secret-encoding',
    detail: `The signature is right for ${which} with ${what} before it. Save it in this bin as the provider shows it, prefix included.`,
  })
}

function misread(label: string, other: KeyReader, own: KeyReader): KeyCandidate['causeFor'] {
  return (which) => ({
    reason: 'secret-encoding',
    detail: `The signature is right for ${which} ${readingWords(other)}, but ${label} takes it ${readingWords(own)}. Whatever signed this has to do the same.`,
  })
}

/** To know a key that was tried; not to compare secrets with what was sent. */
function keyText(readKey: KeyReader, secret: string): string | undefined {
  const key = readKey(secret)
  return key && Buffer.from(key).toString('latin1')
}
