// What every format of "Copy as" is given and gives back, and what they all say and leave out alike.

import { pathAndQuery } from '../../../server/wire/formats/resend.ts'
import type { CapturedRequest } from '../../../server/wire/requests.ts'
import { formatSize } from '../format-size.ts'

export interface CopyInput {
  readonly request: CapturedRequest
  /** The bytes as they arrived. */
  readonly body: Uint8Array
  readonly captureUrl: string
  /** The file a long body is read from. */
  readonly fileName: string
}

/** `note` says what the user has to know or do before the text works. */
export type Copied = string | { readonly text: string; readonly note: string }

export interface CopyFormat {
  readonly id: string
  /** Completes "Copy as …". */
  readonly label: string
  build(input: CopyInput): Promise<Copied>
}

/** More than this belongs into a file. */
export const longestInlineBody = 1_000_000

/** The text, with what to do about a body that is too long to be in it, and which trailers its client cannot send. */
export function withNotes(text: string, input: CopyInput): Copied {
  const { request, body } = input
  const notes: string[] = []
  if (body.length > longestInlineBody) notes.push(longBodyNote(input))
  if (request.trailers.length > 0) {
    const names = request.trailers.map(([name]) => name).join(', ')
    notes.push(`Its trailers are left out, as they cannot be sent this way: ${names}.`)
  }
  return notes.length === 0 ? text : { text, note: notes.join(' ') }
}

export function longBodyNote({ body, fileName }: CopyInput): string {
  return `The body is ${formatSize(body.length)}: download it, and run this beside ${fileName}.`
}

/** The captured path and query, raw, below the bin's address of today. */
export function urlOf({ request, captureUrl }: CopyInput): string {
  return captureUrl + pathAndQuery(request)
}

/** An address as the parts that are sent: nothing is normalised. */
export function splitUrl(url: string): { origin: string; host: string; target: string } {
  const [, origin = '', host = '', target = ''] = /^(\w+:\/\/([^/?]*))(.*)$/s.exec(url) ?? []
  return { origin, host, target: target.startsWith('/') ? target : `/${target}` }
}
