// One line of JSON: every lexeme as it was sent; of a folded one, what it holds in brief.

import { counted } from '../text/format-size.ts'
import { depthOf, partnerOf } from '../text/json-layout.ts'
import { isObject, type JsonText, lineTokens } from '../text/json-tokens.ts'
import { gistOf, sizeOf } from '../text/json-value.ts'
import { isJwt } from '../text/jwt.ts'
import { type Marks, marked } from './marked.tsx'

/** Deeper than this the indentation stays. */
const deepestIndent = 100
const deepestHang = 24
const longestJwt = 8_000

export interface JsonLineProps {
  readonly json: JsonText
  readonly line: number
  readonly marks: Marks
  readonly isFolded: boolean
  readonly onUnfold: () => void
  /** Tells what a token says; without it, a token is only pointed out. */
  readonly onExplain?: (() => void) | undefined
}

export function JsonLine(props: JsonLineProps) {
  const { json, line, marks, isFolded, onUnfold, onExplain } = props
  const indent = 2 * Math.min(depthOf(json.layout, line), deepestIndent)
  // What does not fit goes on below the line's own beginning.
  const hang = Math.min(indent + 2, deepestHang)
  return (
    <span class="json-line" style={{ paddingInlineStart: `${hang}ch`, textIndent: `-${hang}ch` }}>
      {' '.repeat(indent)}
      <Tokens json={json} line={line} marks={marks} onExplain={onExplain} />
      {isFolded && (
        <>
          <button type="button" class="gist" tabIndex={-1} onClick={onUnfold}>
            {gistOf(json, line)}
          </button>
          <Tokens json={json} line={partnerOf(json.layout, line)} marks={marks} />
          <span class="muted count">
            {counted(sizeOf(json, line), isObject(json, line) ? 'key' : 'item')}
          </span>
        </>
      )}
    </span>
  )
}

type TokensProps = Pick<JsonLineProps, 'json' | 'line' | 'marks' | 'onExplain'>

function Tokens({ json, line, marks, onExplain }: TokensProps) {
  const tokens = lineTokens(json, line)
  const value = tokens.findLast(({ kind }) => kind === 'string')
  return (
    <>
      {tokens.map(({ kind, text, start }) =>
        kind === 'punctuation' ? (
          // The space behind a colon is ours.
          [marked(text.trimEnd(), start, marks), text.length > 1 && ' ']
        ) : (
          <span class={`json-${kind}`} key={start}>
            {marked(text, start, marks)}
          </span>
        ),
      )}
      {value && value.text.length < longestJwt && isJwt(value.text.slice(1, -1)) && (
        <JwtHint onExplain={onExplain} />
      )}
    </>
  )
}

function JwtHint({ onExplain }: Pick<JsonLineProps, 'onExplain'>) {
  if (!onExplain) return <span class="chip jwt-hint">JWT</span>
  return (
    // By keyboard, the same is below the lines.
    <button type="button" class="chip jwt-hint" tabIndex={-1} title="Explain" onClick={onExplain}>
      JWT
    </button>
  )
}
