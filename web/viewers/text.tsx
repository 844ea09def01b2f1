// Text in a charset other than plain UTF-8, with the charset and what says so above it.

import { useMemo } from 'preact/hooks'
import { type CharsetText, readCharset, readCharsetInSteps } from '../text/charset.ts'
import type { Steps } from '../text/steps.ts'
import { Skeleton } from '../ui/loading.tsx'
import { rawViewer } from './raw.tsx'
import { useSliced } from './use-sliced.ts'
import type { BodyContent, Viewer, ViewerProps } from './viewer.ts'

/** Enough to judge by. */
const inspected = 65_536

export const textViewer: Viewer = {
  id: 'text',
  label: 'Text',
  priority({ bytes, text: plain, contentType, mediaType }) {
    if (bytes.length === 0) return 0
    // An even number, so that no UTF-16 unit is cut in two.
    const { text, charset, source, named } = readCharset(bytes.subarray(0, inspected), contentType)
    // Raw is enough for these; what was cut off above may look broken without being so.
    if (plain !== undefined && source !== 'bom' && named === undefined) {
      if (charset === 'utf-8' || source === 'guess') return 0
    }
    const isGuess = charset === 'windows-1252' && source === 'guess'
    if (hasControl(text) || (isGuess && !/^text\/|^$/.test(mediaType))) return 0
    return isGuess ? 25 : 30
  },
  View: (props) => <Text {...props} />,
}

function Text({ content, isPart }: ViewerProps) {
  const { bytes, contentType } = content
  const read = useSliced(() => readOnce(content), [bytes, contentType])
  const shown = useMemo(() => ({ ...content, text: read?.text }), [content, read])
  if (!read) return <Skeleton />
  return (
    <>
      <p class="viewer-note">{inWords(read)}</p>
      <rawViewer.View content={shown} isPart={isPart} />
    </>
  )
}

/** What both ways of reading agree on, which may be long, is kept once. */
function* readOnce({ bytes, contentType, text }: BodyContent): Steps<CharsetText> {
  const read = yield* readCharsetInSteps(bytes, contentType)
  return text === read.text ? { ...read, text } : read
}

const sources: Readonly<Record<CharsetText['source'], string>> = {
  bom: 'by its byte order mark',
  header: 'by its Content-Type',
  guess: 'a guess: nothing says so',
}

function inWords({ charset, source, isBroken, named }: CharsetText): string {
  const sentences = [`Text in ${charset}, ${sources[source]}.`]
  if (named !== undefined) sentences.push(`The Content-Type says ${named.slice(0, 40)}.`)
  if (isBroken) sentences.push('Some bytes are no text in it: shown as �.')
  return sentences.join(' ')
}

/** Of the controls, text uses white space (9 to 13) and the escape of terminals (27). */
function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 && code !== 27 && (code < 9 || code > 13)) return true
  }
  return false
}
