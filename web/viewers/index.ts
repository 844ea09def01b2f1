// All body viewers. Adding one is one file and one line here.

import { formViewer } from './form.tsx'
import { hexViewer } from './hex.tsx'
import { imageViewer } from './image.tsx'
import { jsonViewer } from './json.tsx'
import { jwtViewer } from './jwt.tsx'
import { multipartViewer } from './multipart.tsx'
import { ndjsonViewer } from './ndjson.tsx'
import { pdfViewer } from './pdf.tsx'
import { previewViewer } from './preview.tsx'
import { rawViewer } from './raw.tsx'
import { sourceViewer } from './source.tsx'
import { textViewer } from './text.tsx'
import { treeViewer } from './tree.tsx'
import type { BodyContent, Viewer } from './viewer.ts'
import { xmlViewer } from './xml.tsx'

export const viewers: readonly Viewer[] = [
  jsonViewer,
  treeViewer,
  ndjsonViewer,
  xmlViewer,
  previewViewer,
  sourceViewer,
  jwtViewer,
  formViewer,
  multipartViewer,
  imageViewer,
  pdfViewer,
  textViewer,
  rawViewer,
  hexViewer,
]

/** Those that can show this body, the best first. */
export function viewersFor(content: BodyContent): readonly Viewer[] {
  return viewers
    .map((viewer) => ({ viewer, priority: viewer.priority(content) }))
    .filter(({ priority }) => priority > 0)
    .sort((a, b) => b.priority - a.priority)
    .map(({ viewer }) => viewer)
}
