// JSON line by line, a row each to fold open.

import { looksLikeNdjson } from '../text/ndjson.ts'
import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const JsonTree = lazy(async () => (await import('./tree-view.tsx')).JsonTree)

export const ndjsonViewer: Viewer = {
  id: 'ndjson',
  label: 'Lines',
  showsBeginning: true,
  priority({ text, mediaType }) {
    if (text === undefined) return 0
    if (/^(application|text)\/(x-)?(ndjson|jsonl|jsonlines|json-lines)$/.test(mediaType)) return 105
    // Whatever it calls itself: two whole lines of JSON are never one.
    return looksLikeNdjson(text) ? 105 : 0
  },
  View: (props) => <JsonTree {...props} isRequest={false} kind="ndjson" />,
}
