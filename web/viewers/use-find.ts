// A search in a plain text while a view of it is on the page.

import { useEffect, useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { createBodySearch, createFind, type Find } from '../state/find.ts'
import { createTextWork } from '../state/text-work.ts'

/** `show` is called with where the match begins that is to be seen. */
export function useFind(text: string, isPart: boolean, show: (start: number) => void): Find {
  const { session } = useInspector()
  const { work, find } = useMemo(() => {
    const work = createTextWork(text, 'plain')
    const search = isPart ? undefined : session.peek()?.bodySearch
    const find = createFind({
      ...(search ?? createBodySearch()),
      isJson: false,
      find: work.find,
      from: () => 0,
      show,
    })
    return { work, find }
  }, [text])
  useEffect(() => work.close, [work])
  return find
}
