// Changes one value of a JSON document and leaves every other byte as it was sent: signatures stand in some bodies.

import { documentStart, skipBlanks } from '../../wire/json-bytes.ts'
import { skipString, skipValue } from './json-view.ts'

export type JsonPath = readonly (string | number)[]

/** From the value's first byte to the one behind it. */
interface Place {
  readonly start: number
  readonly end: number
}

const openingBrace = 0x7b
const openingBracket = 0x5b

/** The document, which has to be whole JSON, with that value at the path; what is missing on the way there is added. */
export function withJsonAt(document: Uint8Array, path: JsonPath, json: string): Uint8Array {
  const place = placeOf(document, path)
  if (place) return spliced(document, place, json)
  const key = path.at(-1)
  if (typeof key !== 'string') return document
  const member = `${JSON.stringify(key)}:${json}`
  const parents = path.slice(0, -1)
  const parent = placeOf(document, parents)
  if (!parent || document[parent.start] !== openingBrace) {
    return withJsonAt(document, parents, `{${member}}`)
  }
  const inside = parent.start + 1
  const isEmpty = skipBlanks(document, inside) === parent.end - 1
  return spliced(document, { start: inside, end: inside }, isEmpty ? member : `${member},`)
}

function spliced(document: Uint8Array, { start, end }: Place, json: string): Uint8Array {
  return Buffer.concat([document.subarray(0, start), Buffer.from(json), document.subarray(end)])
}

function placeOf(document: Uint8Array, path: JsonPath): Place | undefined {
  let start: number | undefined = documentStart(document)
  for (const step of path) {
    start = startOf(document, start, step)
    if (start === undefined) return undefined
  }
  return { start, end: skipValue(document, start) }
}

/** Of the value under that key or index; of several under one key the last counts, as for JSON.parse. */
function startOf(document: Uint8Array, parent: number, step: string | number): number | undefined {
  const isObject = document[parent] === openingBrace
  if (!isObject && document[parent] !== openingBracket) return undefined
  const end = skipValue(document, parent) - 1
  let found: number | undefined
  let position = skipBlanks(document, parent + 1)
  for (let index = 0; position < end; index++) {
    let name: string | number = index
    if (isObject) {
      const keyEnd = skipString(document, position)
      name = keyIn(document.subarray(position, keyEnd))
      position = skipBlanks(document, skipBlanks(document, keyEnd) + 1)
    }
    if (name === step) found = position
    const behind = skipBlanks(document, skipValue(document, position))
    // Behind a value stands a comma or the end; what does not move on is no JSON.
    if (behind <= position) return undefined
    position = skipBlanks(document, behind + 1)
  }
  return found
}

function keyIn(quoted: Uint8Array): string {
  try {
    return String(JSON.parse(Buffer.from(quoted).toString()))
  } catch {
    return '' // No JSON, whatever stands there.
  }
}
