// The formats of an export by name, and the stream that one becomes.

import { isExpected } from '../wire/errors.ts'
import type { ExportFormatId } from '../wire/exports.ts'
import { writeCurl } from './curl.ts'
import type { ExportAbout, ExportedRequest, WriteExport } from './export-format.ts'
import { writeHar } from './har.ts'
import { writeNdjson } from './ndjson.ts'
import { writeRawHttp } from './raw-http.ts'

const writers: Readonly<Record<ExportFormatId, WriteExport>> = {
  har: writeHar,
  ndjson: writeNdjson,
  curl: writeCurl,
  http: writeRawHttp,
}

/** A request may be longer. */
const pieceBytes = 64 * 1024

export interface ExportOptions {
  readonly format: ExportFormatId
  readonly about: ExportAbout
  /** Closed when the stream is cancelled. */
  readonly requests: AsyncGenerator<ExportedRequest>
  /** Resolves when another piece may be made: with many exports, one after the other. */
  readonly takeTurn: () => Promise<void>
  readonly onFailure: (error: unknown) => void
}

/** Written only as fast as it is read, a piece a turn of the event loop; ends in an error when reading one fails. */
export function streamExport(options: ExportOptions): ReadableStream<Uint8Array> {
  const { format, about, requests, takeTurn, onFailure } = options
  const pieces = writers[format](requests, about)
  const encoder = new TextEncoder()
  let isCancelled = false

  async function nextPiece(): Promise<Uint8Array | undefined> {
    const parts: Uint8Array[] = []
    let bytes = 0
    while (bytes < pieceBytes) {
      const { done, value } = await pieces.next()
      if (done) break
      const part = typeof value === 'string' ? encoder.encode(value) : value
      parts.push(part)
      bytes += part.length
    }
    return parts.length === 0 ? undefined : Buffer.concat(parts)
  }

  return new ReadableStream(
    {
      async pull(controller) {
        await takeTurn()
        try {
          const piece = await nextPiece()
          if (isCancelled) return
          if (piece === undefined) controller.close()
          else controller.enqueue(piece)
        } catch (error) {
          if (!isExpected(error)) onFailure(error)
          controller.error(error)
        }
      },
      async cancel() {
        isCancelled = true
        await pieces.return(undefined)
      },
    },
    // Nothing is written that nobody asked for yet.
    { highWaterMark: 0 },
  )
}
