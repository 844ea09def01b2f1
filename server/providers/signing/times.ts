// How providers write the time they signed at.

export type TimeUnit = 'seconds' | 'ms' | 'iso'

/** Unix time in milliseconds; undefined when the text is no time written so. */
export function readTime(text: string, unit: TimeUnit): number | undefined {
  if (unit === 'iso') {
    const [isIso, zone] = [isoTime.test(text), /([Zz]|[+-]\d\d:?\d\d)$/.test(text)]
    // Without a zone it would be taken for that of this machine.
    const ms = isIso ? Date.parse(zone ? text : `${text}Z`) : Number.NaN
    return Number.isNaN(ms) ? undefined : ms
  }
  if (!/^\d{1,16}$/.test(text)) return undefined
  return unit === 'seconds' ? Number(text) * 1000 : Number(text)
}

export function writeTime(at: number, unit: TimeUnit): string {
  switch (unit) {
    case 'seconds':
      return String(Math.floor(at / 1000))
    case 'ms':
      return String(Math.floor(at))
    case 'iso':
      return new Date(at).toISOString()
  }
}

/** RFC 3339, with any number of decimals. */
const isoTime = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?$/
