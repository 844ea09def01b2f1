// Long work for a view, a slice at a time, left when the view is gone.

import { useEffect, useMemo } from 'preact/hooks'
import { createSliced } from '../state/slices.ts'
import type { Steps } from '../text/steps.ts'

/** Undefined until the work is done, which is at once when it is short. Begun anew when an input is another. */
export function useSliced<T>(begin: () => Steps<T>, inputs: readonly unknown[]): T | undefined {
  const sliced = useMemo(() => createSliced(begin()), inputs)
  useEffect(() => sliced.close, [sliced])
  return sliced.result.value
}
