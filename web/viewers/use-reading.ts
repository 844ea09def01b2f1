// Opens JSON for reading while a view is on the page, and ends the work when it is gone.

import { useEffect, useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { createBodySearch } from '../state/find.ts'
import type { FoldOptions } from '../state/json-folds.ts'
import { createJsonReading, type JsonReading } from '../state/json-reading.ts'
import { createTextWork } from '../state/text-work.ts'

/** Throws a SyntaxError, now or later, when the text is not what `kind` says. */
export function useReading(
  text: string,
  kind: 'json' | 'ndjson',
  options: FoldOptions & { readonly isPart?: boolean | undefined },
): JsonReading {
  const { session } = useInspector()
  const reading = useMemo(() => {
    const search = options.isPart ? undefined : session.peek()?.bodySearch
    return createJsonReading(
      text,
      createTextWork(text, kind),
      search ?? createBodySearch(),
      options,
    )
  }, [text, kind])
  useEffect(() => () => reading.close(), [reading])
  const wrong = reading.error.value
  if (wrong !== undefined) throw new SyntaxError(wrong)
  return reading
}
