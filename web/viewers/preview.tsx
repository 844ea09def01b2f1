// HTML as its reader would see it, in a frame without scripts, network, forms or a way out.

import { useEffect, useMemo } from 'preact/hooks'
import { previewPage } from '../text/preview-page.ts'
import { AskFirst } from './ask-first.tsx'
import type { Viewer } from './viewer.ts'

/** The browser complains of each style that it drops, which takes its time. */
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
  const url = useMemo(
    () => URL.createObjectURL(new Blob([previewPage(html)], { type: 'text/html;charset=utf-8' })),
    [html],
  )
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <>
      <p class="viewer-note">Without scripts, styles, links, and pictures from elsewhere.</p>
      <iframe class="preview" title="The body as a page" sandbox="" src={url} />
    </>
  )
}
