// The text as it is, line by line, whatever it is. Its code is fetched when first looked at.

import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const RawBody = lazy(async () => (await import('./raw-view.tsx')).RawBody)

export const rawViewer: Viewer = {
  id: 'raw',
  label: 'Raw',
  showsBeginning: true,
  priority: ({ text }) => (text === undefined ? 0 : 10),
  View: (props) => <RawBody {...props} />,
}
