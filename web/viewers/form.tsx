// A form as a browser sends it: decoded pairs.

import { PairTable } from '../ui/pair-table.tsx'
import type { Viewer } from './viewer.ts'

export const formViewer: Viewer = {
  id: 'form',
  label: 'Form',
  priority: ({ text, mediaType }) =>
    text !== undefined && mediaType === 'application/x-www-form-urlencoded' ? 100 : 0,
  View: ({ content }) => <PairTable text={content.text?.trimEnd() ?? ''} name="Form, decoded" />,
}
