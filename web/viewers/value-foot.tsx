// Below the lines: the path of the value one is at, to copy it or its value, to filter by it, and what a token says.

import type { Signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { bodyFilter, bodyPath, filterBy } from '../state/filter-value.ts'
import { isBroken, opens } from '../text/json-layout.ts'
import type { JsonText } from '../text/json-tokens.ts'
import { beginOf, copyOf, jsonPath, stepsOf } from '../text/json-value.ts'
import { isJwt } from '../text/jwt.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { JwtButton } from './jwt-button.tsx'

export interface ValueFootProps {
  readonly json: JsonText
  readonly line: number
  /** What the path begins with where no filter looks: `$`, `$[3]`. */
  readonly root?: string | undefined
  readonly isRequest: boolean
  /** Set where something else opens the explanation of a token. */
  readonly isExplained?: Signal<boolean>
}

const longestShown = 300
const longestJwt = 8_000

export function ValueFoot({ json, line, root, isRequest, isExplained }: ValueFootProps) {
  const page = useInspector()
  const steps = useMemo(() => stepsOf(json, line), [json, line])
  const begin = beginOf(json, line)
  const isLeaf = !opens(json.layout, begin) && !isBroken(json.layout, begin)
  const value = useMemo(() => (isLeaf ? copyOf(json, begin) : undefined), [json, begin])
  const path = isRequest ? bodyPath(steps) : jsonPath(steps, root)
  const filter = useMemo(
    () => (isRequest ? bodyFilter(steps, isLeaf ? value : undefined) : undefined),
    [isRequest, steps, value],
  )

  return (
    <div class="value-foot">
      <output class="path" aria-label="Path">
        {path.length > longestShown ? `…${path.slice(-longestShown)}` : path}
      </output>
      {value !== undefined && value.length < longestJwt && isJwt(value) && (
        <JwtButton token={value} isUp {...(isExplained && { isOpen: isExplained })} />
      )}
      <CopyButton text={path} name="the path" label="Path" kind="plain" />
      <CopyButton
        text={() => Promise.resolve(copyOf(json, line))}
        name="the value"
        label="Value"
        kind="plain"
      />
      {filter && (
        <Button
          kind="plain"
          icon="filter"
          title={`Show only requests with ${filter}`}
          onClick={() => filterBy(page, filter)}
        >
          Filter
        </Button>
      )}
    </div>
  )
}
