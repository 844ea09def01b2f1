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
      detail: `The signature is right, but it was made ${inWords(age)} before the request arrived. ${label}'s library accepts ${inWords(pastMs)}. Sign it anew when you replay it.`,
    }
  }
  if (-age > futureMs) {
    return {
      verdict: 'stale',
      reason: 'timestamp-future',
      detail: `The signature is right, but its time lies ${inWords(-age)} after the request arrived. ${label}'s library accepts ${futureMs === 0 ? 'none' : inWords(futureMs)}. Check the clock of the sender, and of this server.`,
    }
  }
  return undefined
}

/** `301 s`, and for long ones besides: `7200 s (2 h)`. */
function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 600) return `${seconds} s`
  const [size, unit] =
    seconds < 7200 ? [60, 'min'] : seconds < 172_800 ? [3600, 'h'] : [86_400, 'days']
  return `${seconds} s (${Math.round(seconds / Number(size))} ${unit})`
}
