// Knows values that differ from one webhook to the next without meaning anything: times, ids, digests.

export const noiseKinds = [
  'date',
  'unix-time',
  'uuid',
  'provider-id',
  'digest',
  'agent-version',
] as const

export type NoiseKind = (typeof noiseKinds)[number]

export interface NoiseKindFacts {
  readonly label: string
  readonly example: string
}

export const noiseKindFacts: Readonly<Record<NoiseKind, NoiseKindFacts>> = {
  date: { label: 'Dates with a time', example: '2026-11-21T12:04:31Z' },
  'unix-time': { label: 'Unix times', example: '1795262671' },
  uuid: { label: 'UUIDs and ULIDs', example: '6f1a2c3e-…' },
  'provider-id': { label: 'Ids with a prefix', example: 'evt_1QxYz…' },
  digest: { label: 'Digests and tokens', example: '9f86d081884c7d65…' },
  'agent-version': { label: 'Versions in a User-Agent', example: 'Hook/1.2' },
}

export function isNoiseKind(found: unknown): found is NoiseKind {
  return noiseKinds.some((kind) => kind === found)
}

/** What of a text is noise, put the same for all: an id keeps its prefix, as a charge is no customer. */
const masks: readonly (readonly [kind: NoiseKind, pattern: RegExp, instead: string])[] = [
  [
    'date',
    /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?/g,
    '<date>',
  ],
  [
    'date',
    /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC|[+-]\d{4})/g,
    '<date>',
  ],
  ['uuid', /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, '<uuid>'],
  ['uuid', /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '<uuid>'],
  [
    'provider-id',
    /\b([a-z][a-z]{1,11}_(?:test_|live_)?)(?=[A-Za-z]*\d)[A-Za-z\d]{8,}\b/g,
    '$1<id>',
  ],
  ['digest', /\b[\da-f]{32,}\b/gi, '<digest>'],
  ['digest', /(?<![A-Za-z\d+/])[A-Za-z\d+/]{43}=/g, '<digest>'],
  // From 2001 to 2100, so that an amount of money is no time.
  ['unix-time', /(?<![\w.-])[1-3]\d{9}(?:\d{3}|\.\d+)?(?![\w.])/g, '<time>'],
]

/** No time, id or digest is shorter. */
const shortest = 10
/** Longer texts are looked at no further: noise is short. */
const longest = 4_096

/** What makes the two differ, when nothing else does. */
export function noiseBetween(
  left: string,
  right: string,
  kinds: ReadonlySet<NoiseKind>,
): NoiseKind | undefined {
  if (left.length > longest || right.length > longest) return undefined
  let [one, other] = [left, right]
  for (const [kind, pattern, instead] of masks) {
    if (!kinds.has(kind)) continue
    one = one.replace(pattern, instead)
    other = other.replace(pattern, instead)
    if (one === other) return kind
  }
  return undefined
}

/** `Hook/1.2 (linux)` and `Hook/1.3 (linux)`; the names stay. */
export function differOnlyInVersion(left: string, right: string): boolean {
  const bare = (text: string) =>
    text.replace(/(?<=[/ ]v?)[\da-f]+(?:[.\-_][\da-z]+)*/gi, '<version>')
  return bare(left) === bare(right)
}

/** The text with all noise put the same: equal for what should stand beside each other. */
export function withoutNoise(text: string): string {
  if (text.length < shortest || text.length > longest || !/\d/.test(text)) return text
  return masks.reduce((bare, [, pattern, instead]) => bare.replace(pattern, instead), text)
}
