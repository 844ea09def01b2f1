// The filter's grammar as the page knows it: fetched on demand, and regular expressions only when one is typed.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { RegexCompiler } from '../../server/wire/filter/syntax.ts'
import type { Reading } from './filter-engine.ts'

type Engine = typeof import('./filter-engine.ts')

export interface FilterLanguage {
  readonly engine: ReadonlySignal<Engine | undefined>
  readonly compiler: ReadonlySignal<RegexCompiler | undefined>
  /** What `text` says as far as that is known by now; read for its signals. Undefined when blank or still unknown. */
  read(text: string): Reading | undefined
  /** The same once all that it takes is here; undefined when blank or when it could not be fetched. */
  readWhole(text: string): Promise<Reading | undefined>
}

export function createFilterLanguage(): FilterLanguage {
  const engine = signal<Engine | undefined>(undefined)
  const compiler = signal<RegexCompiler | undefined>(undefined)

  function read(text: string): Reading | undefined {
    return text.trim() === '' ? undefined : engine.value?.read(text, compiler.value)
  }

  return {
    engine,
    compiler,
    read,
    async readWhole(text) {
      try {
        engine.value ??= await import('./filter-engine.ts')
        const reading = read(text)
        if (reading?.type !== 'filter' || !reading.needsCompiler) return reading
        compiler.value ??= (await import('../../server/wire/filter/regex.ts')).compileRegex
        return read(text)
      } catch {
        // The server is away, or a newer one: it judges the filter itself when it is asked.
        return undefined
      }
    },
  }
}
