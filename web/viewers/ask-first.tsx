// Shows a big body raw until the user asks for more: laying it out takes long enough to be felt.

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { formatSize } from '../text/format-size.ts'
import { Button } from '../ui/button.tsx'
import { rawViewer } from './raw.tsx'
import type { BodyContent } from './viewer.ts'

const mostUnasked = 1_000_000

export interface AskFirstProps {
  readonly content: BodyContent
  /** What it is: `JSON`. */
  readonly what: string
  /** In bytes. */
  readonly unasked?: number
  readonly children: () => ComponentChildren
}

export function AskFirst({ content, what, unasked = mostUnasked, children }: AskFirstProps) {
  const isWanted = useSignal(content.bytes.length <= unasked)
  if (isWanted.value) return <>{children()}</>
  return (
    <>
      <p class="viewer-note">
        {formatSize(content.bytes.length)} of {what}, shown raw to keep the page quick.
        <Button
          onClick={() => {
            isWanted.value = true
          }}
        >
          Format it all the same
        </Button>
      </p>
      <rawViewer.View content={content} />
    </>
  )
}
