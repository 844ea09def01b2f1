// Hands the way of looking at comparisons to every part of one.

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Comparing } from '../../state/comparing.ts'

export const ComparingContext = createContext<Comparing | undefined>(undefined)

export function useComparing(): Comparing {
  const comparing = useContext(ComparingContext)
  if (!comparing) throw new Error('A part of a comparison was rendered outside of one.')
  return comparing
}
