// Who sent a request: the peer, or what a trusted proxy says of the peer (C2).

import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** Walks X-Forwarded-For from the right while the hop that wrote it is trusted; the first untrusted hop is the sender. */
export function createRemoteAddress(
  trusted: readonly string[],
): (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string {
  const ranges = trusted.map((text) =>
    ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : hostRange(text),
  )

  function isTrusted(address: string): boolean {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some(([network, bits]) => {
      return parsed.kind() === network.kind() && parsed.match(network, bits)
    })
  }

  return ({ socket, headers }) => {
    const peer = plain(socket.remoteAddress ?? '')
    if (ranges.length === 0 || !isTrusted(peer)) return peer
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',')
    const hops = forwarded
      .split(',')
      .map((hop) => withoutPort(hop.trim()))
      .filter(Boolean)
    let sender = peer
    for (const hop of hops.reverse()) {
      if (!ipaddr.isValid(hop)) break
      sender = plain(hop)
      if (!isTrusted(sender)) break
    }
    return sender
  }
}

function hostRange(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Some proxies write the sender's port too, and brackets around an IPv6 address. */
function withoutPort(hop: string): string {
  const [, ipv6, ipv4] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/.exec(hop) ?? []
  return ipv6 ?? ipv4 ?? hop
}

/** An IPv4 address that a dual-stack socket reports in IPv6 form, without that form. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}
