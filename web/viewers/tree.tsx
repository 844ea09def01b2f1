// JSON as a tree to fold; its code is fetched when first looked at.

import { lazy } from '../ui/lazy.tsx'
import { AskFirst } from './ask-first.tsx'
import { jsonViewer } from './json.tsx'
import type { Viewer } from './viewer.ts'

const JsonBody = lazy(async () => (await import('./tree-view.tsx')).JsonBody)

export const treeViewer: Viewer = {
  id: 'tree',
  label: 'Tree',
  priority: (content) => jsonViewer.priority(content) * 0.9,
  View: ({ content }) => (
    <AskFirst content={content} what="JSON">
      {() => <JsonBody text={content.text ?? ''} />}
    </AskFirst>
  ),
}
