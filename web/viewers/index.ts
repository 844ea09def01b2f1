// All body viewers. Adding one is one file and one line here.

import { formViewer } from './form.tsx'
import { hexViewer } from './hex.tsx'
import { imageViewer } from './image.tsx'
import { jsonViewer } from './json.tsx'
import { previewViewer } from './preview.tsx'
import { rawViewer } from './raw.tsx'
import { treeViewer } from './tree.tsx'
import type { Viewer } from './viewer.ts'
import { xmlViewer } from './xml.tsx'

export const viewers: readonly Viewer[] = [
  jsonViewer,
  treeViewer,
  xmlViewer,
  previewViewer,
  formViewer,
  imageViewer,
  rawViewer,
  hexViewer,
]
