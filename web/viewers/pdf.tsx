// What is to be known of a PDF. It is not drawn: the browser's own reader does not start in a frame without rights, a
// frame with rights would let a stranger's file run in the inspector, and a reader of our own is several times the size
// of the whole page.

import { isPdf } from '../text/pdf-facts.ts'
import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const PdfBody = lazy(async () => (await import('./pdf-view.tsx')).PdfBody)

export const pdfViewer: Viewer = {
  id: 'pdf',
  label: 'PDF',
  priority: ({ bytes }) => (isPdf(bytes) ? 105 : 0),
  View: (props) => <PdfBody {...props} />,
}
