// Where a tag's name is looked for: in what its sections entered, the innermost first, and then in the request.

import Mustache from 'mustache'
import { isLexeme } from './json.ts'
import { type Read, templateNames } from './names.ts'
import { atPath, type Path, readPath } from './path.ts'
import { type ListPlace, readOfPlace } from './place.ts'
import type { Source } from './source.ts'

/** A name as a template knows it before there is a request. */
export interface BoundName {
  /** How it leads into what a section entered. */
  readonly path: Path
  readonly read: Read | undefined
  readonly enter: Read | undefined
  /** Of `@last` and its like. */
  readonly readPlace: ((place: ListPlace) => unknown) | undefined
}

export function bindName(name: string): BoundName {
  const base = { path: readPath(name), readPlace: readOfPlace(name) }
  for (const known of templateNames) {
    const read = known.bind(name)
    if (read) return { ...base, read, enter: known.enter ?? read }
  }
  return { ...base, read: undefined, enter: undefined }
}

export class Scope extends Mustache.Context {
  readonly #names: ReadonlyMap<string, BoundName>
  readonly #source: Source
  readonly #outer: Scope | undefined
  /** In the list that the nearest section on one repeats for. */
  readonly #place: ListPlace | undefined

  constructor(
    names: ReadonlyMap<string, BoundName>,
    source: Source,
    view?: unknown,
    outer?: Scope,
    place?: ListPlace,
  ) {
    super(view, outer)
    this.#names = names
    this.#source = source
    this.#outer = outer
    this.#place = place
  }

  override push(view: unknown, place = this.#place): Scope {
    return new Scope(this.#names, this.#source, view, this, place)
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
    const bound = this.#names.get(name)
    if (!bound) return undefined
    const { path, readPlace } = bound
    if (readPlace) return this.#place && readPlace(this.#place)
    for (let scope: Scope = this; scope.#outer; scope = scope.#outer) {
      const value = atPath(scope.view, path)
      if (value !== undefined) return value
    }
    return undefined
  }
}
