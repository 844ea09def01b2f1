// XML, indented and lightly coloured; what is not well-formed is shown raw, with where it breaks.

import { lazy } from '../ui/lazy.tsx'
import { AskFirst } from './ask-first.tsx'
import type { Viewer } from './viewer.ts'

const XmlBody = lazy(async () => (await import('./xml-view.tsx')).XmlBody)

export const xmlViewer: Viewer = {
  id: 'xml',
  label: 'XML',
  priority({ text, start, mediaType }) {
    if (text === undefined) return 0
    if (/^(application|text)\/xml$|\+xml$/.test(mediaType)) return 100
    return /^\ufeff?\s*<\?xml\s/.test(start) ? 60 : 0
  },
  View: (props) => (
    <AskFirst content={props.content} what="XML">
      {() => <XmlBody {...props} />}
    </AskFirst>
  ),
}
