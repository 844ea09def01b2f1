// Opens JSON for reading while a view is on the page, and ends the work when it is gone.

import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { createBodySearch } from '../state/find.ts'
import type { FoldOptions } from '../state/json-folds.ts'
import { createJsonReading, type JsonReading } from '../state/json-reading.ts'
import { createTextWork } from '../state/text-work.ts'

export interface ReadingOptions extends FoldOptions {
  readonly isPart?: boolean | undefined
  /** False while more of the text is to come. */
  readonly isWhole?: boolean
}

/** Throws a SyntaxError, now or later, when the text is not what `kind` says. What was begun with goes on as it grows. */
export function useReading(
  text: string,
  kind: 'json' | 'ndjson',
  options: ReadingOptions,
): JsonReading {
  const { session } = useInspector()
  const { isPart, isWhole = true } = options
  const begun = useRef<string>(undefined)
  const continues = begun.current !== undefined && isWhole && text.startsWith(begun.current)
  const reading = useMemo(() => {
    const search = isPart ? undefined : session.peek()?.bodySearch
    return createJsonReading(
      text,
      createTextWork(text, kind, isWhole),
      search ?? createBodySearch(),
      options,
    )
  }, [continues ? begun.current : text, kind])
  useEffect(() => () => reading.close(), [reading])
  useEffect(() => {
    if (isWhole) reading.grow(text)
    else begun.current = text
  }, [reading, text, isWhole])
  const wrong = reading.error.value
  if (wrong !== undefined) throw new SyntaxError(wrong)
  return reading
}
