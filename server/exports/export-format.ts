// What every format of an export is given, and what it gives.

import type { CapturedRequest } from '../wire/requests.ts'

export interface ExportedRequest {
  readonly request: CapturedRequest
  readonly body: Uint8Array
}

export interface ExportAbout {
  readonly bin: string
  readonly captureUrl: string
  /** Of Hooklens. */
  readonly version: string
  /** Unix time in milliseconds. */
  readonly createdAt: number
}

/** The file piece by piece, texts in UTF-8; holds no more than one request at a time. */
export type WriteExport = (
  requests: AsyncIterable<ExportedRequest>,
  about: ExportAbout,
) => AsyncGenerator<string | Uint8Array>
