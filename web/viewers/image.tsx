// Pictures in formats that cannot run anything; SVG is not one of them.

import { useEffect, useMemo } from 'preact/hooks'
import type { BodyContent, Viewer } from './viewer.ts'

const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

export const imageViewer: Viewer = {
  id: 'image',
  label: 'Image',
  priority: ({ mediaType }) => (shown.has(mediaType) ? 100 : 0),
  View: ({ content }) => <Picture content={content} />,
}

function Picture({ content: { bytes, mediaType } }: { content: BodyContent }) {
  const url = useMemo(
    () => URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mediaType })),
    [bytes, mediaType],
  )
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <div class="picture">
      <img src={url} alt="The body" />
    </div>
  )
}
