// JSON lines: a request with everything known of it and its body in each. Made to be read again without loss.

import { exportFormats } from '../wire/exports.ts'
import { toBase64 } from '../wire/formats/bytes.ts'
import type { ExportedRequest, WriteExport } from './export-format.ts'

export const writeNdjson: WriteExport = async function* (requests) {
  for await (const one of requests) yield lineOf(one)
}

/** The version stands in each line, as lines are sorted, picked and joined. */
function lineOf({ request, body }: ExportedRequest): string {
  const { seq, ...rest } = request
  const fields = JSON.stringify({ ...rest, bodyBase64: toBase64(body) })
  return `${exportFormats.ndjson.mark}${seq},${fields.slice(1)}\n`
}
