// Finds the bin in a raw request target. Works on the text as sent: no URL parser accepts all that senders send (C1).

export interface CaptureTarget {
  /** The segment after `/in/`, not yet known to be a bin id. */
  readonly bin: string
  /** The raw path below the bin, `''` when there is none. */
  readonly path: string
  /** The raw query without its `?`. */
  readonly query: string
}

// Origin-form (RFC 9112 §3.2.1) with any number of leading slashes, as joining a base URL and a path often doubles
// them, or absolute-form (§3.2.2), whose authority may be anything.
const captureTarget = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?\/+in\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i

/** Undefined when the target is not below `/in/`. */
export function parseCaptureTarget(target: string): CaptureTarget | undefined {
  const found = captureTarget.exec(target)
  if (!found) return undefined
  const [, bin = '', path = '', query = ''] = found
  return { bin, path, query }
}
