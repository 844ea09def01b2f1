// Decides where a delivery may go, and to which addresses it is then held (A5). It looks names up but connects to nothing.

import { isIP } from 'node:net'
import type { DeliveryErrorCode } from '../wire/deliveries.ts'
import { parseTarget, type Target } from '../wire/targets.ts'
import { type AddressKind, type Place, parseRange, placesOf } from './address-rules.ts'
import { fixedAddresses, lookUp } from './addresses.ts'
import { explainFailure, type Failure } from './explain-failure.ts'
import { isOfOtherProtocol } from './port-rules.ts'

export interface TargetGuardOptions {
  readonly boundToLoopback: boolean
  /** The operator's `--allow-target`: a range, an address, a host name, `private` or `loopback`. */
  readonly allow: readonly string[]
  /** Every address of a name; rejects as `dns.lookup` does. */
  readonly lookup?: (hostname: string) => Promise<readonly string[]>
}

export type Checked =
  | {
      readonly type: 'allowed'
      readonly target: Target
      /** The only addresses to connect to, in the order to try them. */
      readonly addresses: readonly string[]
      /** Whether a name had to be looked up. */
      readonly isResolved: boolean
    }
  | {
      readonly type: 'denied'
      readonly code: 'bad-target' | 'target-denied'
      readonly message: string
      /** Nobody can allow it, and no other machine should be asked to send there. */
      readonly isFinal: boolean
    }
  /** Nothing speaks against the target, but its name leads nowhere. */
  | {
      readonly type: 'unresolved'
      readonly target: Target
      readonly code: DeliveryErrorCode
      readonly message: string
    }

export interface TargetGuard {
  /** Never rejects for want of an answer: a look-up that fails or is given up is `unresolved`. */
  check(target: string, signal?: AbortSignal): Promise<Checked>
}

/** Throws when an entry of `allow` cannot be understood. */
export function createTargetGuard(options: TargetGuardOptions): TargetGuard {
  const { boundToLoopback, lookup = lookUp } = options
  const allowed = readAllowList(options.allow)
  const defaults: readonly AddressKind[] = boundToLoopback
    ? ['public', 'private', 'loopback']
    : ['public']
  const kinds = new Set<AddressKind>([...defaults, ...allowed.kinds])

  function denial({ ip, kind }: Place, target: Target, address: string): string | undefined {
    const where = whereOf(ip.toString(), target, address)
    switch (kind) {
      case 'metadata':
        return `${where} is where clouds keep a machine's secrets. Hooklens never connects there.`
      case 'unusable':
        return `${where} is not an address a server can be reached at.${zeroHint(address)}`
      default:
    }
    if (allowed.names.has(target.hostname) || allowed.ranges.some((matches) => matches(ip))) {
      return undefined
    }
    // The address and not its wrapping: that is what a range is compared with.
    const advice = `Its operator can allow it with --allow-target ${isIP(target.hostname) ? ip : target.hostname}.`
    if (!kinds.has(kind)) {
      return `${where} is a ${kind} address, and this server may only send to public ones. ${advice}`
    }
    if (boundToLoopback || !isOfOtherProtocol(target.port)) return undefined
    return `Port ${target.port} belongs to another protocol than HTTP, and this server does not send to such ports. ${advice}`
  }

  return {
    async check(text, signal) {
      const parsed = parseTarget(text)
      if (parsed.type === 'bad') {
        return { type: 'denied', code: 'bad-target', message: parsed.message, isFinal: true }
      }
      const { target } = parsed
      const fixed = fixedAddresses(target.hostname)
      let addresses: readonly string[]
      try {
        addresses = fixed ?? (await unlessAborted(lookup(target.hostname), signal))
      } catch (error) {
        return { type: 'unresolved', target, ...explainLookup(error, target, signal) }
      }
      const candidates = addresses.flatMap((address) =>
        placesBehind(address, target).map((place) => ({ address, place })),
      )
      // What nobody can allow is told first: advice about the rest would lead nowhere.
      const hardestFirst = candidates.toSorted((a, b) => +isHard(b.place) - +isHard(a.place))
      for (const { address, place } of hardestFirst) {
        const message = denial(place, target, address)
        if (!message) continue
        return { type: 'denied', code: 'target-denied', message, isFinal: isHard(place) }
      }
      return { type: 'allowed', target, addresses, isResolved: fixed === undefined }
    },
  }
}

interface AllowList {
  readonly kinds: readonly AddressKind[]
  readonly names: ReadonlySet<string>
  readonly ranges: readonly NonNullable<ReturnType<typeof parseRange>>[]
}

const hostName = /^(?!.*\.\d+$)(?!\d+$)[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.?$/u

function readAllowList(entries: readonly string[]): AllowList {
  const kinds: AddressKind[] = []
  const names = new Set<string>()
  const ranges: AllowList['ranges'][number][] = []
  for (const entry of entries.map((text) => text.trim().toLowerCase())) {
    const range = parseRange(entry)
    if (entry === 'private' || entry === 'loopback') kinds.push(entry)
    else if (range) ranges.push(range)
    else if (hostName.test(entry)) names.add(asciiName(entry))
    else {
      throw new Error(
        `--allow-target '${entry}' is none of: a range like 10.0.0.0/8, an address, a host name, 'private', 'loopback'.`,
      )
    }
  }
  return { kinds, names, ranges }
}

function asciiName(name: string): string {
  return (URL.parse(`http://${name}/`)?.hostname ?? name).replace(/\.$/, '')
}

function placesBehind(address: string, target: Target): readonly Place[] {
  const places = placesOf(address)
  if (!places) throw new Error(`The resolver returned '${address}' for ${target.hostname}.`)
  return places
}

function isHard({ kind }: Place): boolean {
  return kind === 'metadata' || kind === 'unusable'
}

/** The name that was given, and the address behind it and behind its wrapping. */
function whereOf(ip: string, { hostname }: Target, address: string): string {
  const steps = [...new Set([hostname, address, ip])]
  const [given = hostname, ...behind] = steps
  return behind.length > 0 ? `${given} (${behind.join(', ')})` : given
}

function zeroHint(address: string): string {
  return address === '0.0.0.0' || address === '::'
    ? ' For a server on this machine, say localhost.'
    : ''
}

/** The system's look-up cannot be stopped; its answer is then no longer waited for. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function explainLookup(error: unknown, target: Target, signal: AbortSignal | undefined): Failure {
  if (!signal?.aborted) return explainFailure(error, target)
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
  if (!isTimeout) return { code: 'cancelled', message: 'The delivery was cancelled.' }
  return { code: 'timeout', message: `The name ${target.hostname} could not be looked up in time.` }
}
