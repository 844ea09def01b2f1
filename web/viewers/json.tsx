// JSON, laid out and lightly coloured, every lexeme as it was sent. Its code is fetched when first looked at.

import { looksLikeNdjson } from '../text/ndjson.ts'
import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const JsonBody = lazy(async () => (await import('./json-view.tsx')).JsonBody)

export const jsonViewer: Viewer = {
  id: 'pretty',
  label: 'Pretty',
  showsBeginning: true,
  priority({ text, start, mediaType }) {
    if (text === undefined) return 0
    if (/^(application|text)\/(.+\+)?json$/.test(mediaType)) return 100
    return /^\ufeff?\s*[[{]/.test(start) && !looksLikeNdjson(text) ? 50 : 0
  },
  View: (props) => <JsonBody {...props} />,
}
