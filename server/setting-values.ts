// How the text of a setting becomes its value. Each parser throws a plain Error that says what the text must look like.

import { homedir } from 'node:os'
import ipaddr from 'ipaddr.js'
import { parseSecretKey } from './access/secret-key.ts'
import { binIdRule, parseBinId } from './wire/ids.ts'

export function single<T>(parse: (text: string) => T): (texts: readonly string[]) => T {
  return (texts) => parse(texts[0] ?? '')
}

export function each<T>(parse: (text: string) => T): (texts: readonly string[]) => readonly T[] {
  return (texts) => texts.map(parse)
}

export function nonEmpty(text: string): string {
  if (text.trim() === '') throw new Error('the value is empty.')
  return text
}

/** A path, in which `~/` is the user's own folder even where no shell has replaced it. */
export function path(text: string): string {
  return nonEmpty(text).replace(/^~(?=\/)/, homedir())
}

export function integer(text: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`'${text}' is not a whole number from ${least} to ${most}.`)
  }
  return value
}

const byteUnits = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

/** `500KB`, `10MiB`, `1048576`: a number of bytes. */
export function bytes(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? []
  const factor = byteUnits[unit.toLowerCase() as keyof typeof byteUnits]
  const value = Math.floor(Number(amount) * factor)
  if (!(value >= 1)) throw new Error(`'${text}' is not a size like 500KB or 10MiB.`)
  return value
}

const durationUnits = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3 }

/** `90s`, `30m`, `12h`, `7d`: a number of milliseconds. */
export function duration(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(text) ?? []
  const value = Number(amount) * durationUnits[unit as keyof typeof durationUnits]
  if (!(value > 0)) throw new Error(`'${text}' is not a time like 90s, 30m, 12h or 7d.`)
  return value
}

export function httpOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`'${text}' is not an http:// or https:// URL.`)
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new Error(`'${text}' must be a bare origin like https://hooks.example.com, with no path.`)
  }
  return url.origin
}

/** A host name alone, in the form in which URLs hold it. */
export function hostName(text: string): string {
  const url = /[/:@?#\s]/.test(text) ? undefined : `http://${text}`
  if (!url || !URL.canParse(url)) {
    throw new Error(`'${text}' is not a host name like hooks.example.com, without port or scheme.`)
  }
  return new URL(url).hostname
}

export function binId(text: string): string {
  if (!parseBinId(text)) throw new Error(`'${text}' is not a bin id. ${binIdRule}`)
  return text
}

export function addressRange(text: string): string {
  // `isValid` alone takes `10` for 0.0.0.10: here that is a slip.
  const isWhole = text.includes(':') || /^\d+\.\d+\.\d+\.\d+(\/|$)/.test(text)
  if (!isWhole || !(ipaddr.isValid(text) || ipaddr.isValidCIDR(text))) {
    throw new Error(`'${text}' is not an IP address or a range like 10.0.0.0/8.`)
  }
  return text
}

/** What `--allow-target` takes: a kind of address, an address or range, or a host name. */
export function targetRange(text: string): string {
  if (text === 'private' || text === 'loopback') return text
  return /^[\d.]*$|[:/]/.test(text) ? addressRange(text) : hostName(text)
}

/** Never repeats what was given. */
export function secretKey(text: string): Uint8Array {
  const key = parseSecretKey(text)
  if (!key) throw new Error('32 random bytes in base64 or hex are expected.')
  return key
}

export function oneOf<const T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text)
  if (found === undefined) throw new Error(`'${text}' is not one of ${choices.join(', ')}.`)
  return found
}
