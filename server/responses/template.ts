// Templates of what a bin answers its senders, on Mustache (R2): checked and compiled once, filled from a request at a
// time. Which request is answered with which, others know.

import { AppError } from '../wire/errors.ts'
import { TemplateTooLarge, templateBounds } from './template/bounds.ts'
import { Filling, tooMuchText } from './template/filling.ts'
import { headerText, type TemplateMode } from './template/modes.ts'
import { readTemplate } from './template/read.ts'
import { Scope } from './template/scope.ts'
import { Source, type TemplateValues } from './template/source.ts'

export { type TemplateMode, TemplateTooLarge, type TemplateValues }

export interface Template {
  /** Whether it asks for `seq`, which is known only once the request is stored. */
  readonly needsSeq: boolean
  /** Whether it asks for random values (`uuid`). */
  readonly needsSalt: boolean
  /** Throws `TemplateTooLarge`, and nothing else. */
  fill(values: TemplateValues): Filled
}

export interface Filled {
  readonly text: string
  /** Names without a value, each once, in order. */
  readonly missing: readonly string[]
}

/** What is wrong with a template's text, in a sentence for its author; undefined when nothing is. */
export function templateFlaw(text: string): string | undefined {
  const read = readTemplate(text)
  return read.type === 'flaw' ? read.message : undefined
}

/** Throws a bad-request with what `templateFlaw` says, if it says something. */
export function compileTemplate(text: string, mode: TemplateMode): Template {
  const read = readTemplate(text)
  if (read.type === 'flaw') throw new AppError('bad-request', read.message)
  const { tokens, names } = read
  return {
    needsSeq: names.has('seq'),
    needsSalt: names.has('uuid'),
    fill(values) {
      const filling = new Filling(mode)
      const written = filling.renderTokens(tokens, new Scope(names, new Source(values)))
      return { text: finish(written, mode), missing: [...filling.missing] }
    },
  }
}

function finish(written: string, mode: TemplateMode): string {
  if (mode === 'header') {
    const value = headerText(written)
    if (value.length <= templateBounds.headerBytes) return value
    throw new TemplateTooLarge(`A header's value has at most ${templateBounds.headerBytes} bytes.`)
  }
  if (Buffer.byteLength(written) > templateBounds.bytes) throw tooMuchText()
  return written
}
