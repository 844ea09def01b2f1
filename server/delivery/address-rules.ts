// Says what kind of place an IP address is, and where it really leads when it wraps an IPv4 address (A5). Pure.

import ipaddr from 'ipaddr.js'

type Ip = ipaddr.IPv4 | ipaddr.IPv6

/** `metadata` and `unusable` places are never connected to, whatever the operator allows. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'metadata' | 'unusable'

export interface Place {
  /** The address without its wrapping: `127.0.0.1` for `::ffff:127.0.0.1`. */
  readonly ip: Ip
  readonly kind: AddressKind
}

/** Every place a connection to the address could lead to; all of them must be allowed. Undefined for no address. */
export function placesOf(address: string): readonly Place[] | undefined {
  const plain = stripZone(address)
  if (!ipaddr.isValid(plain)) return undefined
  const ip = ipaddr.parse(plain)
  const embedded = ip instanceof ipaddr.IPv6 ? embeddedIpv4(ip) : []
  return (embedded.length > 0 ? embedded : [ip]).map((place) => ({
    ip: place,
    kind: kindOf(place),
  }))
}

/** A range of addresses, from `10.0.0.0/8` or a single address; undefined when the text is neither. */
export function parseRange(text: string): ((ip: Ip) => boolean) | undefined {
  const plain = text.replace(/^\[(.*)\]$/, '$1')
  // Not `isValid`, which takes `10` for 0.0.0.10: in a list of what is allowed that is a slip.
  if (!plain.includes(':') && !/^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(plain)) return undefined
  if (!plain.includes('/')) {
    if (!ipaddr.isValid(plain)) return undefined
    return within(ipaddr.process(plain), ipaddr.process(plain).toByteArray().length * 8)
  }
  if (!ipaddr.isValidCIDR(plain)) return undefined
  const [base, bits] = ipaddr.parseCIDR(plain)
  return within(base, bits)
}

function within(base: Ip, bits: number): (ip: Ip) => boolean {
  return (ip) => ip.kind() === base.kind() && ip.match(base, bits)
}

// Where clouds tell a machine its secrets: AWS (also ECS and EKS), Alibaba, Azure, Oracle, Google, Scaleway, Linode.
const metadata = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd20:ce::254/128',
  'fd00:42::42/128',
  'fd00:a9fe:a9fe::1/128',
].map((range) => {
  const [base, bits] = ipaddr.parseCIDR(range)
  return within(base, bits)
})

// RFC 2544 sets it apart for benchmarks; VPN clients and proxies answer look-ups with addresses of it, and then know the
// name by the address that is connected to.
const benchmarking = within(ipaddr.parse('198.18.0.0'), 15)

// RFC 4291 §2.4: only this block is handed out as global unicast.
const globalIpv6 = within(ipaddr.parse('2000::'), 3)

function kindOf(ip: Ip): AddressKind {
  if (metadata.some((matches) => matches(ip))) return 'metadata'
  if (benchmarking(ip)) return 'private'
  switch (ip.range()) {
    case 'unicast':
      return ip.kind() === 'ipv4' || globalIpv6(ip) ? 'public' : 'unusable'
    case 'private':
    case 'uniqueLocal':
    case 'carrierGradeNat':
      return 'private'
    case 'loopback':
      return 'loopback'
    default:
      return 'unusable'
  }
}

/** The IPv4 addresses a gateway or the kernel may take out of an IPv6 address. */
function embeddedIpv4(ip: ipaddr.IPv6): ipaddr.IPv4[] {
  const bytes = ip.toByteArray()
  const at = (start: number) => new ipaddr.IPv4(bytes.slice(start, start + 4))
  switch (ip.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
      return [at(12)]
    case 'rfc6052':
      // The /96 holds the address at its end; in the /48 for local use it may lie in either place (RFC 6052 §2.2).
      return bytes[5] === 1 ? [at(12), new ipaddr.IPv4(spreadOver48(bytes))] : [at(12)]
    case '6to4':
      return isIsatap(bytes) ? [at(2), at(12)] : [at(2)]
    case 'teredo':
      // The server in clear, then the client with every bit flipped (RFC 4380 §4).
      return [at(4), new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff))]
    case 'unspecified':
    case 'loopback':
      return []
    default:
      if (bytes.slice(0, 12).every((byte) => byte === 0)) return [at(12)] // IPv4-compatible, RFC 4291 §2.5.5.1
      return isIsatap(bytes) ? [at(12)] : []
  }
}

function spreadOver48(bytes: readonly number[]): number[] {
  return [6, 7, 9, 10].map((index) => bytes[index] ?? 0)
}

/** RFC 5214 §6.1: the interface identifier `[02]00:5efe` and an IPv4 address. */
function isIsatap(bytes: readonly number[]): boolean {
  const [u, zero, high, low] = bytes.slice(8, 12)
  return (u === 0 || u === 2) && zero === 0 && high === 0x5e && low === 0xfe
}

function stripZone(address: string): string {
  return address.replace(/%.*$/, '')
}
