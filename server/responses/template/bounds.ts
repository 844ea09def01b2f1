// The bounds of a template at work, and what is thrown where it would cross one.

import { AppError } from '../../wire/errors.ts'

export const templateBounds = {
  /** Characters of a template that has tags. */
  length: 65_536,
  /** Sections inside each other. */
  depth: 20,
  /** White space in a row: what a tag ends with is looked for again at each of its characters. */
  blanks: 500,
  /** Bytes of a body that is read; of a larger one no value is known. */
  bodyBytes: 1_048_576,
  /** Bytes of what is written. */
  bytes: 1_048_576,
  headerBytes: 8192,
  /** Texts and tags written, each as often as its sections repeat it. */
  steps: 50_000,
} as const

/** A template would write more than its bounds allow, since what it was given is too large for it. */
export class TemplateTooLarge extends AppError {
  constructor(message: string) {
    super('too-large', message)
    this.name = 'TemplateTooLarge'
  }
}
