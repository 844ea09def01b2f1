// Whether a signature's time lies as near to its arrival as the provider's own library wants it.

import type { SignatureCheck } from '../../wire/requests.ts'
import type { Claim, Scheme } from './scheme.ts'

export function checkTime(
  { signedAt }: Pick<Claim, 'signedAt'>,
  { tolerance }: Pick<Scheme, 'tolerance'>,
  receivedAt: number,
  label: string,
): SignatureCheck | undefined {
  if (signedAt === undefined || !tolerance) return undefined
  const { pastMs = Infinity, futureMs = Infinity, stepMs = 1000 } = tolerance
  const age = Math.floor(receivedAt / stepMs) * stepMs - signedAt
  if (age > pastMs) {
    return {
      verdict: 'stale',
      reason: 'timestamp-stale',
      detail: `The signature is right, but it was made ${inWords(age)} before the request arrived. ${label}'s library accepts ${inWords(pastMs)}. ${otherUnit(signedAt, receivedAt) ?? 'Sign it anew when you replay it.'}`,
    }
  }
  if (-age > futureMs) {
    return {
      verdict: 'stale',
      reason: 'timestamp-future',
      detail: `The signature is right, but its time lies ${inWords(-age)} after the request arrived. ${label}'s library accepts ${futureMs === 0 ? 'no time in the future' : inWords(futureMs)}. ${otherUnit(signedAt, receivedAt) ?? 'Check the clock of the sender, and of this server.'}`,
    }
  }
  return undefined
}

const yearMs = 365 * 86_400_000

/** A time that is a thousand times what it should be, or a thousandth, was written in the wrong unit. */
function otherUnit(signedAt: number, receivedAt: number): string | undefined {
  const isNear = (time: number) => Math.abs(time - receivedAt) < yearMs
  if (isNear(signedAt / 1000)) return 'It looks like milliseconds where seconds are expected.'
  if (isNear(signedAt * 1000)) return 'It looks like seconds where milliseconds are expected.'
  return undefined
}

/** `301 s`, and for long ones besides: `7200 s (2 h)`. */
function inWords(ms: number): string {
  // Up, so that what is just too late does not read like what is just in time.
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 600) return `${seconds} s`
  const [size, unit] =
    seconds < 7200 ? [60, 'min'] : seconds < 172_800 ? [3600, 'h'] : [86_400, 'days']
  return `${seconds} s (${Math.round(seconds / Number(size))} ${unit})`
}
