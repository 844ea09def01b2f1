// The formats of an export, as far as both who writes one and who asks for it must know them.

export type ExportFormatId = 'har' | 'ndjson' | 'curl' | 'http'

export interface ExportFormatFacts {
  readonly extension: string
  readonly contentType: string
  /** Comes once a request: who reads along knows how many there were so far. */
  readonly mark: string
}

/** Of what Hooklens writes into an export beside the format's own fields. */
export const exportVersion = 1

export const exportFormats: Readonly<Record<ExportFormatId, ExportFormatFacts>> = {
  har: {
    extension: 'har',
    contentType: 'application/json',
    mark: '\n{"startedDateTime":',
  },
  ndjson: {
    extension: 'ndjson',
    contentType: 'application/x-ndjson',
    mark: `{"hooklens":${exportVersion},"seq":`,
  },
  curl: { extension: 'sh', contentType: 'text/x-shellscript', mark: '\n\n# Request ' },
  http: {
    extension: 'mime',
    // Its own header names the boundary.
    contentType: 'application/octet-stream',
    mark: '\r\nContent-Type: application/http; msgtype=request\r\n',
  },
}

/** `stripe-dev-2026-11-21.har`, by the day in UTC. */
export function exportFileName(bin: string, format: ExportFormatId, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10)
  return `${bin}-${day}.${exportFormats[format].extension}`
}
