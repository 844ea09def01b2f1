// A request as one curl command that sends the same bytes to the bin again.

import { curlCommand } from '../../../server/wire/formats/curl.ts'
import { quote } from '../../../server/wire/formats/shell.ts'
import { type Copied, type CopyInput, longestInlineBody, urlOf, withNotes } from './format.ts'

export function toCurl(input: CopyInput): Copied {
  const { request, body, captureUrl, fileName } = input
  const command = curlCommand(request, body, {
    url: quote(urlOf(input)),
    isSecure: captureUrl.startsWith('https:'),
    bodyFile: body.length > longestInlineBody ? fileName : undefined,
  })
  return withNotes(command, input)
}
