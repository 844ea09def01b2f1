// Pictures, drawn as pictures only: in an image element nothing of an SVG runs or fetches. The code is fetched when
// first looked at.

import { imageType } from '../text/image-type.ts'
import { lazy } from '../ui/lazy.tsx'
import type { Viewer } from './viewer.ts'

const Picture = lazy(async () => (await import('./picture.tsx')).Picture)

export const imageViewer: Viewer = {
  id: 'image',
  label: 'Image',
  priority: ({ bytes, mediaType, text, start }) =>
    imageType(bytes, mediaType, text === undefined ? undefined : start) ? 110 : 0,
  View: (props) => <Picture {...props} />,
}
