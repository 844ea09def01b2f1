// HTML as its reader would see it, in a frame without scripts, network, forms or a way out.

import { useEffect, useMemo, useRef } from 'preact/hooks'
import { previewPage, styleFrame } from '../text/preview-page.ts'
import { AskFirst } from './ask-first.tsx'
import type { Viewer } from './viewer.ts'

/** A page of more elements takes its time to be laid out, which the browser cannot do elsewhere. */
const shownUnasked = 300_000

export const previewViewer: Viewer = {
  id: 'preview',
  label: 'Preview',
  priority({ text, start, mediaType }) {
    if (text === undefined) return 0
    if (mediaType === 'text/html') return 100
    return /^\ufeff?\s*<!doctype html/i.test(start) ? 40 : 0
  },
  View: ({ content }) => (
    <AskFirst content={content} what="HTML" unasked={shownUnasked}>
      {() => <Preview html={content.text ?? ''} />}
    </AskFirst>
  ),
}

function Preview({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const page = useMemo(() => previewPage(html), [html])
  const url = useMemo(
    () => URL.createObjectURL(new Blob([page.html], { type: 'text/html;charset=utf-8' })),
    [page],
  )
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <>
      <p class="viewer-note">Without scripts, links, and anything from elsewhere.</p>
      <iframe
        class="preview"
        title="The body as a page"
        // Our origin without scripts, so that its styles can be handed to it: nothing in it can make use of that.
        sandbox="allow-same-origin"
        src={url}
        ref={frame}
        onLoad={() => {
          if (frame.current) styleFrame(frame.current, page.css)
        }}
      />
    </>
  )
}
