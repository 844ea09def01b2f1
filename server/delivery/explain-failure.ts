// Turns what a socket, a resolver, TLS or the HTTP parser threw into a code and a sentence (D3).

import type { DeliveryErrorCode } from '../wire/deliveries.ts'
import type { Target } from '../wire/targets.ts'

export interface Failure {
  readonly code: DeliveryErrorCode
  readonly message: string
}

type Place = Pick<Target, 'host' | 'hostname' | 'protocol'>

/** Never throws, whatever the error is. */
export function explainFailure(error: unknown, target: Place): Failure {
  const code = codeOf(error)
  const { host, hostname } = target
  switch (code) {
    case 'ECONNREFUSED':
      return {
        code: 'refused',
        message: `Nothing is listening on ${host}. Start your server, or check the port.`,
      }
    case 'ENOTFOUND':
    case 'ENODATA':
      return {
        code: 'not-found',
        message: `There is no host called ${hostname}. Check its spelling.`,
      }
    case 'EAI_AGAIN':
      return {
        code: 'not-found',
        message: `The name ${hostname} could not be looked up: no name server answered. Check this machine's network.`,
      }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
      return {
        code: 'unreachable',
        message: `There is no network route to ${host}. Check the address and this machine's network.`,
      }
    case 'ETIMEDOUT':
      return {
        code: 'timeout',
        message: `${host} did not accept the connection in time. Check the address, and that no firewall drops it.`,
      }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return { code: 'reset', message: `${host} closed the connection without a complete answer.` }
    default:
      if (code.startsWith('HPE_')) return badResponse(code, error, host)
      return isTls(code) ? tlsFailure(code, error, target) : other(code, error, host)
  }
}

/** The code of an error, or of the most telling one of several: a refusal says more than a missing route. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const codes = error.errors.map(codeOf)
    const vague = ['EADDRNOTAVAIL', 'ENETUNREACH', 'EHOSTUNREACH', 'EAFNOSUPPORT']
    return codes.find((code) => !vague.includes(code)) ?? codes[0] ?? ''
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

function badResponse(code: string, error: unknown, host: string): Failure {
  const message =
    code === 'HPE_HEADER_OVERFLOW'
      ? `${host} answered with more headers than Hooklens reads.`
      : `${host} answered with something that is not HTTP (${textOf(error)}). If it expects https, say so in the target.`
  return { code: 'bad-response', message }
}

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const certificateCodes =
  /CERT|SIGNATURE|UNABLE_TO|SELF_SIGNED|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH/

function isTls(code: string): boolean {
  return (
    code.startsWith('ERR_SSL_') ||
    code.startsWith('ERR_TLS_') ||
    code === 'EPROTO' ||
    certificateCodes.test(code)
  )
}

function tlsFailure(code: string, error: unknown, { host, hostname }: Place): Failure {
  const tls = (message: string): Failure => ({ code: 'tls', message })
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return tls(
        `The certificate of ${host} is not signed by an authority this machine trusts. Use http, or start Hooklens with NODE_EXTRA_CA_CERTS=<the authority's file>.`,
      )
    case 'CERT_HAS_EXPIRED':
      return tls(`The certificate of ${host} has expired. Renew it.`)
    case 'CERT_NOT_YET_VALID':
      return tls(`The certificate of ${host} is not valid yet. Check the clocks.`)
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return tls(`The certificate of ${host} is for another name than ${hostname}.`)
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'EPROTO':
      return tls(`${host} does not speak https (${textOf(error)}). Try http://${host}.`)
    default:
      return tls(`No secure connection to ${host}: ${textOf(error)}.`)
  }
}

function other(code: string, error: unknown, host: string): Failure {
  return { code: 'failed', message: `The delivery to ${host} failed: ${textOf(error) || code}.` }
}

/** One line, without OpenSSL's file names and the trailing full stop. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [, reason] = /^[0-9A-F]+:error:[0-9A-F]*:[^:]*:[^:]*:([^:]+):/i.exec(text) ?? []
  return (reason ?? text.split('\n', 1)[0] ?? '').trim().replace(/\.$/, '')
}
