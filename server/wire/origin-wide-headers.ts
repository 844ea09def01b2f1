// Response headers that a browser takes for a whole origin and often remembers: no answer below `/in/` has them (A4).

/** In lower case. Keys are in the browser's storage for this origin, and other programs may be on the same host. */
export const originWideHeaders: ReadonlySet<string> = new Set([
  'accept-ch',
  'alt-svc',
  'clear-site-data',
  'nel',
  'public-key-pins',
  'report-to',
  'reporting-endpoints',
  'service-worker-allowed',
  'set-cookie',
  'set-cookie2',
  'set-login',
  'strict-transport-security',
  'use-as-dictionary',
])
