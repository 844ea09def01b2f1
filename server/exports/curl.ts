// A shell script that sends each request again with curl, to the bin or to wherever its first argument says.

import { exportFormats } from '../wire/exports.ts'
import { curlCommand } from '../wire/formats/curl.ts'
import { pathAndQuery } from '../wire/formats/resend.ts'
import { quote } from '../wire/formats/shell.ts'
import type { ExportedRequest, WriteExport } from './export-format.ts'

export const writeCurl: WriteExport = async function* (requests, { bin, captureUrl, version }) {
  yield `#!/usr/bin/env bash
# Requests of the bin ${bin}, exported by Hooklens ${version}.
# Sends them again in order: bash FILE [URL], to the bin itself without a URL.

target=\${1:-${quote(captureUrl)}}
`
  for await (const one of requests) yield stepOf(one, captureUrl)
}

function stepOf({ request, body }: ExportedRequest, captureUrl: string): string {
  const { seq, receivedAt, state, trailers } = request
  const title = `${exportFormats.curl.mark}${seq} of ${new Date(receivedAt).toISOString()}`
  if (state === 'malformed') return `${title} is not valid HTTP: curl cannot send it.\n`
  const lost = trailers.length > 0 ? '. Its trailers are left out: curl sends none' : ''
  const broken = state === 'complete' ? '' : `. Its body is what arrived of it (${state})`
  const rest = pathAndQuery(request)
  const command = curlCommand(request, body, {
    url: rest === '' ? '"$target"' : `"$target"${quote(rest)}`,
    isSecure: captureUrl.startsWith('https:'),
  })
  return `${title}${broken}${lost}.\n${command}\n`
}
