// A template at work: Mustache's own rendering, with values written for where they stand, and within bounds.

import Mustache from 'mustache'
import { TemplateTooLarge, templateBounds } from './bounds.ts'
import {
  type JsonPlace,
  jsonText,
  markupText,
  placeBehind,
  plainText,
  type TemplateMode,
} from './modes.ts'
import type { Scope } from './scope.ts'

/** For one filling only. */
export class Filling extends Mustache.Writer {
  readonly missing = new Set<string>()
  readonly #mode: TemplateMode
  #place: JsonPlace = 'outside'
  #steps = 0
  #length = 0

  constructor(mode: TemplateMode) {
    super()
    this.#mode = mode
  }

  override renderTokens(tokens: string[][], scope: Scope): string {
    this.#steps += 1 + tokens.length
    if (this.#steps > templateBounds.steps) {
      throw new TemplateTooLarge('The sections of the template repeat too much.')
    }
    return super.renderTokens(tokens, scope)
  }

  /** As Mustache does, but each element knows its place. */
  override renderSection(token: string[], scope: Scope): string {
    const list: unknown = scope.lookup(token[1] ?? '')
    if (!Array.isArray(list)) return super.renderSection(token, scope)
    // Mustache's types know only tokens of text; those of a section are the fifth.
    const inner = token[4] as unknown as string[][]
    const count = list.length
    return list
      .map((element, index) => this.renderTokens(inner, scope.push(element, { index, count })))
      .join('')
  }

  override rawValue([, text = '']: string[]): string {
    if (this.#mode === 'json') this.#place = placeBehind(text, this.#place)
    return this.#written(text)
  }

  override escapedValue([, name = '']: string[], scope: Scope): string {
    const value = scope.find(name)
    return this.#written(value === undefined ? this.#withoutValue(name) : this.#inMode(value))
  }

  override unescapedValue([, name = '']: string[], scope: Scope): string {
    const value = scope.find(name)
    if (value === undefined) return this.#written(this.#withoutValue(name))
    if (value === null) return this.#written(this.#inMode(value))
    const text = plainText(value)
    if (text !== '') this.#leaveEscape()
    return this.#written(text)
  }

  #withoutValue(name: string): string {
    this.missing.add(name)
    const isJsonValue = this.#mode === 'json' && this.#place === 'outside'
    return this.#inMode(isJsonValue ? null : `[missing: ${name}]`)
  }

  #inMode(value: unknown): string {
    if (this.#mode === 'markup') return markupText(value)
    if (this.#mode !== 'json') return plainText(value)
    const text = jsonText(value, this.#place)
    this.#leaveEscape()
    return text
  }

  #leaveEscape(): void {
    if (this.#place === 'escaped') this.#place = 'string'
  }

  #written(text: string): string {
    this.#length += text.length
    if (this.#length > templateBounds.bytes) throw tooMuchText()
    return text
  }
}

export function tooMuchText(): TemplateTooLarge {
  const most = templateBounds.bytes / 1_048_576
  return new TemplateTooLarge(`The template writes more than ${most} MiB.`)
}
