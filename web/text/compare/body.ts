// Compares two bodies in the way that suits what they are: JSON by structure, text by lines, fields by name, else bytes.

import { decodePairs } from '../decode-pairs.ts'
import { xmlLines } from '../xml-lines.ts'
import { type BodySide, bodyKindNames, type ReadBody, readBody } from './body-kind.ts'
import { type BytesComparison, compareBytes } from './bytes.ts'
import { compareJson, laidOut } from './json.ts'
import { compareLines } from './lines.ts'
import { multipartPairs } from './multipart-pairs.ts'
import { comparePairs, type NamedValue, type PairRow } from './pairs.ts'
import type { LineComparison } from './parts.ts'

export type BodyView =
  | { readonly type: 'empty' }
  | {
      readonly type: 'lines'
      readonly language: 'json' | 'xml' | 'text'
      readonly comparison: LineComparison
      readonly movedKeys: number
    }
  | { readonly type: 'pairs'; readonly rows: readonly PairRow[] }
  | { readonly type: 'bytes'; readonly comparison: BytesComparison }

export interface BodyComparison {
  /** Byte for byte. */
  readonly isSame: boolean
  readonly leftSize: number
  readonly rightSize: number
  /** Why they are not compared as what one of them is. */
  readonly note?: string
  readonly view: BodyView
}

export function compareBodies(left: BodySide, right: BodySide): BodyComparison {
  const [one, other] = [readBody(left), readBody(right)]
  const bytes = compareBytes(left.bytes, right.bytes)
  const note = noteOf(one, other)
  return {
    isSame: bytes.firstOffset === undefined,
    leftSize: left.bytes.length,
    rightSize: right.bytes.length,
    ...(note ? { note } : {}),
    view: viewOf(one, other, left, right) ?? { type: 'bytes', comparison: bytes },
  }
}

function viewOf(
  one: ReadBody,
  other: ReadBody,
  left: BodySide,
  right: BodySide,
): BodyView | undefined {
  if (one.kind === 'empty' && other.kind === 'empty') return { type: 'empty' }
  if (one.kind === 'json' && other.kind === 'json') {
    const { movedKeys, ...comparison } = compareJson(one.json, other.json)
    return { type: 'lines', language: 'json', comparison, movedKeys }
  }
  if (one.kind === 'form' && other.kind === 'form') {
    return pairsView(decodePairs(one.text), decodePairs(other.text))
  }
  if (one.kind === 'multipart' && other.kind === 'multipart') {
    try {
      const parts = multipartPairs(left.bytes, one.boundary)
      return pairsView(parts, multipartPairs(right.bytes, other.boundary))
    } catch {
      // Not what it says it is: compared as text or bytes.
    }
  }
  const [leftText, rightText] = [textOf(one), textOf(other)]
  if (leftText === undefined || rightText === undefined) return undefined
  const isXml = one.kind === 'xml' && other.kind === 'xml'
  const xml = isXml ? layOutXml(leftText, rightText) : undefined
  if (xml) return linesView('xml', ...xml)
  if (one.kind === 'empty' && other.kind === 'json')
    return linesView('json', '', laidOut(other.json))
  if (other.kind === 'empty' && one.kind === 'json') return linesView('json', laidOut(one.json), '')
  return linesView('text', leftText, rightText)
}

function linesView(language: 'json' | 'xml' | 'text', left: string, right: string): BodyView {
  return { type: 'lines', language, comparison: compareLines(left, right), movedKeys: 0 }
}

function pairsView(left: readonly NamedValue[], right: readonly NamedValue[]): BodyView {
  return { type: 'pairs', rows: comparePairs(left, right, { root: 'body' }) }
}

function textOf(body: ReadBody): string | undefined {
  if (body.kind === 'empty') return ''
  return body.kind === 'binary' ? undefined : body.text
}

/** Both or neither: a line is compared with its like. */
function layOutXml(left: string, right: string): [string, string] | undefined {
  try {
    const [one = '', other = ''] = [left, right].map((text) =>
      xmlLines(text)
        .map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map((token) => token.text).join(''))
        .join('\n'),
    )
    return [one, other]
  } catch {
    return undefined
  }
}

function noteOf(one: ReadBody, other: ReadBody): string | undefined {
  if (one.kind === other.kind) return undefined
  if (one.kind === 'empty') return 'There is no body on the left.'
  if (other.kind === 'empty') return 'There is no body on the right.'
  const [left, right] = [bodyKindNames[one.kind], bodyKindNames[other.kind]]
  const fault = [one, other].find((body) => body.kind === 'text' && body.fault !== undefined)
  const why = fault?.kind === 'text' ? ` ${fault.fault}` : ''
  return `The body on the left is ${left}, the one on the right is ${right}: compared as they stand.${why}`
}
