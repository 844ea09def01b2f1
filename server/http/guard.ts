// Keeps foreign pages away from the API and the live socket: by Host against DNS rebinding, by Origin against
// cross-site requests and sockets (A2). Reads raw headers only; a URL built from the request proves nothing.

import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import type { ErrorCode } from '../wire/errors.ts'

export interface GuardOptions {
  /** Where the world reaches this server, as an origin. */
  readonly publicUrl: string | undefined
  /** Further host names under which the inspector may be opened. */
  readonly allowHosts: readonly string[]
}

export type GuardResult =
  | { readonly type: 'allowed'; readonly host: string }
  | { readonly type: 'denied'; readonly code: ErrorCode; readonly message: string }

export type Guard = (request: Pick<IncomingMessage, 'headersDistinct'>) => GuardResult

export function createGuard({ publicUrl, allowHosts }: GuardOptions): Guard {
  const names = new Set(allowHosts)
  if (publicUrl) names.add(new URL(publicUrl).hostname)

  return ({ headersDistinct: { host: hosts = [], origin: origins = [] } }) => {
    const host = hosts.join(', ')
    // Two of them join to what is no authority: which one a proxy before us has checked cannot be known (RFC 9112 §3.2).
    const own = parseAuthority(host)
    if (
      !own ||
      !(isLocalName(own.hostname) || isAddress(own.hostname) || names.has(own.hostname))
    ) {
      return deny(
        'host-denied',
        `Hooklens does not answer its API under the host '${printable(host)}'. Open it as localhost or by IP address, or start it with --allow-host or --public-url.`,
      )
    }
    const foreign = origins.find((origin) => !isOwnOrigin(origin, own))
    if (foreign !== undefined) {
      return deny(
        'origin-denied',
        `A page of '${printable(foreign)}' may not use the Hooklens API. Use the inspector itself, or a client that sends no Origin.`,
      )
    }
    return { type: 'allowed', host }
  }

  /**
   * Our page's origin is one of the configured names, or the very address the request went to. Any page on the user's
   * own machine counts as ours: it could open the database just as well.
   */
  function isOwnOrigin(origin: string, own: URL): boolean {
    const url = /^https?:\/\//.test(origin) && URL.canParse(origin) ? new URL(origin) : undefined
    if (!url || url.origin !== origin.toLowerCase()) return false
    if (names.has(url.hostname)) return true
    if (isLoopback(url.hostname)) return isLoopback(own.hostname)
    return isAddress(url.hostname) && url.hostname === own.hostname
  }
}

function deny(code: ErrorCode, message: string): GuardResult {
  return { type: 'denied', code, message }
}

/** A Host header as a URL; undefined when it is not a plain host with an optional port. */
function parseAuthority(host: string): URL | undefined {
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host)) return undefined
  const text = `http://${host}`
  return URL.canParse(text) ? new URL(text) : undefined
}

function isLocalName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}

function isAddress(hostname: string): boolean {
  return ipaddr.isValid(unbracketed(hostname))
}

/** Whether a host name or address, bracketed or not, is this machine and nothing else. */
export function isLoopback(hostname: string): boolean {
  if (isLocalName(hostname)) return true
  return isAddress(hostname) && ipaddr.process(unbracketed(hostname)).range() === 'loopback'
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** Untrusted text cut to what is safe and useful in a message. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}
