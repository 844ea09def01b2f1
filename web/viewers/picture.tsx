// A picture on a checkerboard, as large as it fits or as it is, with its measures.

import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { formatSize } from '../text/format-size.ts'
import { imageType } from '../text/image-type.ts'
import { Segments } from '../ui/segments.tsx'
import type { ViewerProps } from './viewer.ts'

const zooms = [
  { id: 'fit', label: 'Fit' },
  { id: 'actual', label: 'Actual size' },
] as const

export function Picture({ content: { bytes, mediaType, text }, isPart }: ViewerProps) {
  const type = imageType(bytes, mediaType, text) ?? mediaType
  const url = useMemo(
    () => URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type })),
    [bytes, type],
  )
  const zoom = useSignal<(typeof zooms)[number]['id']>('fit')
  const measures = useSignal<string | undefined>(undefined)
  const isBroken = useSignal(false)
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  if (isBroken.value)
    throw new Error(`Not a picture this browser can draw, though it begins like ${nameOf(type)}.`)
  return (
    <div class="code">
      {!isPart && (
        <div class="code-tools">
          <Segments
            name="Zoom"
            items={zooms}
            chosen={zoom.value}
            onChoose={(id) => {
              zoom.value = id
            }}
          />
          <output class="muted" aria-label="Picture">
            {[measures.value, nameOf(type), formatSize(bytes.length)].filter(Boolean).join(' · ')}
          </output>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class={`picture is-${zoom.value}`} aria-label="Body as a picture" tabIndex={0}>
        <img
          src={url}
          alt="The body"
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            measures.value = `${naturalWidth} × ${naturalHeight}`
          }}
          onError={() => {
            isBroken.value = true
          }}
        />
      </section>
    </div>
  )
}

/** `image/svg+xml` is SVG to everybody. */
function nameOf(type: string): string {
  return type.replace(/^image\/(x-)?|\+xml$/g, '').toUpperCase()
}
