// Applies a filter to the open bin.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'

export function useApplyFilter(_session: BinSession): (text: string) => Promise<void> {
  return useInspector().actions.applyFilter
}
