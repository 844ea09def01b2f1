// What may be behind a mismatch, and the codes for it (P2). Types only.

export type Reason =
  | 'signed-minified'
  | 'signed-pretty'
  | 'signed-with-newline'
  | 'signed-without-newline'
  | 'signed-crlf'
  | 'signed-lf'
  | 'signed-ascii-escaped'
  | 'signed-slash-escaped'
  | 'signed-charset'
  /** Something else than this message: the body alone, no body, the value of another header. */
  | 'signed-otherwise'
  | 'secret-whitespace'
  | 'secret-encoding'
  | 'secret-of-other'
  | 'url-differs'

export interface Cause {
  readonly reason: Reason
  /** One or two sentences, with the remedy. */
  readonly detail: string
}

/** Another form of the body; `words` follow «The signature fits this body …». */
export interface Variant {
  readonly reason: Reason
  readonly words: string
  readonly body: Buffer
}
