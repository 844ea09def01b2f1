// A sender of one's own in words: what its settings say together, and which of its headers looks like a signature.

import type { CredentialFieldInfo } from '../../server/wire/providers.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'

/** By the names of the fields of the provider `custom`. */
export type OwnSettings = Readonly<Record<string, string>>

/** What is entered, and what counts where nothing is. */
export function settingsOf(
  fields: readonly CredentialFieldInfo[],
  entered: OwnSettings,
): OwnSettings {
  const clean = withoutBlanks(entered)
  return Object.fromEntries(
    fields.map(({ name, otherwise = '' }) => [name, clean[name] || otherwise]),
  )
}

/** Around all that may not begin or end with them. */
export function withoutBlanks(entered: OwnSettings): OwnSettings {
  return Object.fromEntries(
    Object.entries(entered).map(([name, text]) => [name, exact.has(name) ? text : text.trim()]),
  )
}

const exact: ReadonlySet<string> = new Set(['prefix', 'separator', 'signed'])

/** How it signs, in sentences with code between back quotes. */
export function describeSigning(settings: OwnSettings): string {
  const { header, prefix, pair, separator, algorithm = '', encoding, key = '', signed } = settings
  const { timeHeader, timePair, timeUnit = '', tolerance } = settings
  const mac = `the HMAC-${algorithm.toUpperCase()} of \`${signed}\` in ${encoding}`
  const where = pair
    ? `\`${pair}\` in \`${header}\`, a list parted by \`${separator}\`, is ${mac}`
    : `\`${header}\` is ${prefix ? `\`${prefix}\` and ` : ''}${mac}`
  const keyed = key === 'text' ? '' : `, the key being the secret ${keyReadings[key] ?? key}`
  const time = timeHeader
    ? ` The time, ${units[timeUnit] ?? timeUnit}, is in \`${timeHeader}\`.`
    : timePair && pair
      ? ` The time, ${units[timeUnit] ?? timeUnit}, is \`${timePair}\` in that list.`
      : ''
  const limit = !time
    ? ' No time is read, so nothing is ever too old.'
    : tolerance
      ? ` It may differ from the arrival by ${tolerance} s.`
      : ' It may be of any age.'
  return `${where}${keyed}.${time}${limit}`
}

const units: Readonly<Record<string, string>> = {
  seconds: 'in seconds',
  ms: 'in milliseconds',
  iso: 'as ISO 8601',
}

const keyReadings: Readonly<Record<string, string>> = {
  base64: 'read as base64',
  hex: 'read as hexadecimal',
  whsec: 'read as base64 after `whsec_`',
}

/** The headers such a request has, as examples. */
export function exampleHeaders(settings: OwnSettings, now: number): readonly HeaderPair[] {
  const { header = '', prefix = '', pair, separator = '', timeHeader, timePair } = settings
  const { encoding = '', timeUnit } = settings
  const time =
    timeUnit === 'iso'
      ? new Date(now).toISOString()
      : String(timeUnit === 'ms' ? now : Math.floor(now / 1000))
  const mac = `${exampleDigests[encoding] ?? ''}…`
  const value = pair
    ? [...(timePair ? [`${timePair}=${time}`] : []), `${pair}=${mac}`].join(separator)
    : prefix + mac
  return [[header, value], ...(timeHeader ? [[timeHeader, time] as const] : [])]
}

const exampleDigests: Readonly<Record<string, string>> = {
  hex: '5257a869e7ec',
  base64: 'Ulepaefs7b+/',
  base64url: 'Ulepaefs7b-_',
}

/** The name of the first header that holds something of a digest's length; undefined when none does. */
export function findSignature(headers: readonly HeaderPair[]): string | undefined {
  return headers.find(
    ([name, value]) =>
      !notSignatures.has(name.toLowerCase()) &&
      value.split(/[,;&\s]/).some((part) => isDigest(part.replace(/^[\w-]{1,20}[=:]/, ''))),
  )?.[0]
}

/** They hold keys, hashes and ids that are as long. */
const notSignatures: ReadonlySet<string> = new Set([
  ...['authorization', 'cookie', 'etag', 'if-none-match', 'traceparent', 'content-digest'],
  ...['sec-websocket-key', 'user-agent', 'x-request-id', 'x-correlation-id'],
])

/** SHA-1 to SHA-512, in hexadecimal or base64. */
function isDigest(text: string): boolean {
  if (/^[0-9a-f]+$/.test(text)) return [40, 64, 96, 128].includes(text.length)
  if (!/^[\w+/-]+={0,2}$/.test(text) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false
  return text.endsWith('=')
    ? [28, 44, 88].includes(text.length)
    : [27, 43, 64, 86].includes(text.length)
}

/** A refusal of the API about a description, with the fields called as they are in the form, and which one it names. */
export function flawIn(
  message: string,
  fields: readonly CredentialFieldInfo[],
): { readonly field: string | undefined; readonly text: string } {
  const text = message.replace(/^json\.[\w.]+: /, '')
  const [word = ''] = text.split(/\W/, 1)
  const known = fields.find(({ name }) => name === word)
  const camel = fields.filter(({ name }) => /[A-Z]/.test(name))
  const rest = known ? text.slice(word.length) : text
  const named = camel.reduce((all, { name, label }) => all.replaceAll(name, `“${label}”`), rest)
  return { field: known?.name, text: known ? `“${known.label}”${named}` : named }
}
