// Says why a server was not reached, and what to do about it.

export interface Way {
  /** The server's origin. */
  readonly server: string
  /** The proxy's URL; empty for none. */
  readonly proxy: string
}

export function explainUnreachable(error: unknown, { server, proxy }: Way): string {
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  const place = proxy === '' ? server : `${server} through the proxy ${hostOf(proxy)}`
  const status = /^Unexpected server response: (\d+)$/.exec(text)?.[1]
  if (status !== undefined) return `${place} answered ${status}${statusAdvice(status)}`
  switch (code) {
    case 'ECONNREFUSED':
      if (proxy !== '') return `Nothing answers at ${place}. Check HTTPS_PROXY and HTTP_PROXY.`
      return isHere(server)
        ? `No Hooklens server runs at ${server}. Start one with 'hooklens', or name another with --server.`
        : `Nothing answers at ${server}. Check --server, and that the server runs.`
    case 'ENOTFOUND':
    case 'ENODATA':
      return `There is no host called ${new URL(proxy || server).hostname}. Check ${proxy ? 'HTTPS_PROXY' : '--server'}.`
    case 'EAI_AGAIN':
      return `The name ${new URL(proxy || server).hostname} could not be looked up. Check this machine's network.`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `The certificate of ${place} is not signed by an authority this machine trusts. Give the authority's file with --ca.`
    case 'ECONNRESET':
    case 'EPIPE':
      return `The connection to ${place} was closed.`
    default:
      return `${place} was not reached: ${text.replace(/\.$/, '') || code}.`
  }
}

function statusAdvice(status: string): string {
  if (status === '407') return ': the proxy wants a user name and password in HTTPS_PROXY.'
  if (status === '403') {
    return ': it does not go by this name. Its operator can allow it with --allow-host.'
  }
  if (status === '404') return ': it is no Hooklens server, or one too old for relays.'
  return '.'
}

/** The first telling code of an error, of one of several, or of what caused it. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? '' : codeOf(error.cause)
}

/** Without the user name and password it may hold. */
function hostOf(proxy: string): string {
  return URL.parse(proxy)?.host ?? 'that the environment names'
}

function isHere(server: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(server).hostname)
}
