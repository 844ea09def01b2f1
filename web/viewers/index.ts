// All body viewers. Adding one is one file and one line here.

import { formViewer } from './form.tsx'
import { hexViewer } from './hex.tsx'
import { imageViewer } from './image.tsx'
import { jsonViewer } from './json.tsx'
import { rawViewer } from './raw.tsx'
import { treeViewer } from './tree.tsx'
import type { Viewer } from './viewer.ts'

export const viewers: readonly Viewer[] = [
  jsonViewer,
  treeViewer,
  formViewer,
  imageViewer,
  rawViewer,
  hexViewer,
]
