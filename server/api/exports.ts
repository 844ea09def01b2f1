// Exports over REST: chosen requests as one file, written while it is read (M5).

import { z } from '@hono/zod-openapi'
import type { ExportedRequest } from '../exports/export-format.ts'
import { streamExport } from '../exports/index.ts'
import type { BinRecord } from '../store/store.ts'
import { type ExportFormatId, exportFileName, exportFormats } from '../wire/exports.ts'
import { binParams, binRoute, failures, newRouter, presentBin, type Services } from './context.ts'
import { readSelection, type Selection, selectedPages, selectionShape } from './selection.ts'

// The table's keys are the union's members.
const formats = Object.keys(exportFormats) as [ExportFormatId, ...ExportFormatId[]]
const file = { schema: z.string().openapi({ format: 'binary' }) }

const exportRequests = binRoute({
  method: 'get',
  path: '/bins/{bin}/export',
  summary:
    'All requests of a bin, those a filter takes, or those of a list, as one file: oldest first, without any key.',
  request: {
    params: binParams,
    query: z.strictObject({
      format: z.enum(formats).openapi({
        description:
          'har: HAR 1.2. ndjson: a line of JSON a request, with all that is known of it and `bodyBase64`. curl: a script that sends them again. http: the messages as they came, as a multipart message.',
      }),
      ...selectionShape,
    }),
  },
  responses: {
    200: {
      description: 'The file, always as a download. A broken connection means it is not whole.',
      content: Object.fromEntries(
        Object.values(exportFormats).map(({ contentType }) => [contentType, file]),
      ),
    },
    ...failures(400, 401, 403, 404),
  },
})

export function exportRoutes(services: Services) {
  const { store, now, version, takeTurn, onFailure } = services

  async function* requestsOf(
    bin: BinRecord,
    selection: Selection,
  ): AsyncGenerator<ExportedRequest> {
    for await (const page of selectedPages(store, bin, selection)) {
      for (const { seq } of page) {
        const whole = await store.getWhole(bin.id, seq)
        // Deleted, or dropped to make room, since the page was read.
        if (whole) yield whole
      }
    }
  }

  return newRouter().openapi(exportRequests, (c) => {
    const { bin, access, origin } = c.var
    const { format, ...selected } = c.req.valid('query')
    const createdAt = now()
    const selection = readSelection(selected, createdAt)
    const { captureUrl } = presentBin(bin, access, services, origin)
    const stream = streamExport({
      format,
      about: { bin: bin.id, captureUrl, version, createdAt },
      requests: requestsOf(bin, selection),
      takeTurn,
      onFailure,
    })
    return c.body(stream, 200, {
      'Content-Type': exportFormats[format].contentType,
      'Content-Disposition': `attachment; filename="${exportFileName(bin.id, format, createdAt)}"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': 'sandbox',
    })
  })
}
