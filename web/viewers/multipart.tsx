// A multipart body as its parts; its code is fetched when first looked at.

import { headerParameter } from '../text/header-parameter.ts'
import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const MultipartBody = lazy(async () => (await import('./multipart-view.tsx')).MultipartBody)

export const multipartViewer: Viewer = {
  id: 'parts',
  label: 'Parts',
  priority: ({ mediaType, contentType }) =>
    mediaType.startsWith('multipart/') && headerParameter(contentType ?? '', 'boundary') ? 100 : 0,
  View: ({ content }) => <MultipartBody content={content} />,
}
