// JSON as a tree to fold; its code is fetched when first looked at.

import { lazy } from '../ui/lazy.tsx'
import { jsonViewer } from './json.tsx'
import type { Viewer } from './viewer.ts'

const JsonTree = lazy(async () => (await import('./tree-view.tsx')).JsonTree)

export const treeViewer: Viewer = {
  id: 'tree',
  label: 'Tree',
  showsBeginning: true,
  priority: (content) => jsonViewer.priority(content) * 0.9,
  View: (props) => <JsonTree {...props} kind="json" />,
}
