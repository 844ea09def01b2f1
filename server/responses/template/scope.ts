// Where a tag's name is looked for: in what its sections entered, the innermost first, and then in the request.

import Mustache from 'mustache'
import { isLexeme } from './json.ts'
import { type Read, templateNames } from './names.ts'
import { atPath, type Path, readPath } from './path.ts'
import type { Source } from './source.ts'

/** A name as a template knows it before there is a request. */
export interface BoundName {
  /** How it leads into what a section entered. */
  readonly path: Path
  readonly read: Read | undefined
  readonly enter: Read | undefined
}

export function bindName(name: string): BoundName {
  for (const known of templateNames) {
    const read = known.bind(name)
    if (read) return { path: readPath(name), read, enter: known.enter ?? read }
  }
  return { path: readPath(name), read: undefined, enter: undefined }
}

export class Scope extends Mustache.Context {
  readonly #names: ReadonlyMap<string, BoundName>
  readonly #source: Source
  readonly #outer: Scope | undefined

  constructor(
    names: ReadonlyMap<string, BoundName>,
    source: Source,
    view?: unknown,
    outer?: Scope,
  ) {
    super(view, outer)
    this.#names = names
    this.#source = source
    this.#outer = outer
  }

  override push(view: unknown): Scope {
    return new Scope(this.#names, this.#source, view, this)
  }

  /** The value of a tag; undefined when there is none. */
  find(name: string): unknown {
    const value = this.#entered(name)
    return value === undefined ? this.#names.get(name)?.read?.(this.#source) : value
  }

  /** The value that a section enters. */
  override lookup(name: string): unknown {
    const entered = this.#entered(name)
    const value = entered === undefined ? this.#names.get(name)?.enter?.(this.#source) : entered
    // 0.0 enters no more than 0 does.
    return isLexeme(value) && Number(value.rawJSON) === 0 ? 0 : value
  }

  #entered(name: string): unknown {
    if (name === '.') return this.view
    const path = this.#names.get(name)?.path
    if (!path) return undefined
    for (let scope: Scope = this; scope.#outer; scope = scope.#outer) {
      const value = atPath(scope.view, path)
      if (value !== undefined) return value
    }
    return undefined
  }
}
