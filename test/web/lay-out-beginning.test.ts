import { expect, test } from 'vitest'
import { layOutJson } from '../../web/text/json-layout.ts'
import { linesOf } from '../../web/text/json-lines.ts'
import { layOutBeginning } from '../../web/text/lay-out-beginning.ts'
import { layOutNdjson } from '../../web/text/ndjson.ts'

const layOut = { json: layOutJson, ndjson: layOutNdjson }

test.each([
  ['json', '{"id":-9007199254740993.0e+1,"a\\u00e9\\"":[true,{},[ ],null],"last":{"b":"c, }"}}'],
  ['json', ' [ 1 , "two" ,\n[[]], {"a" : false} ] '],
  ['ndjson', '{"a":1}\n\n{"cut\n["b", {"c":null}]\n{"d":2}'],
] as const)('however much of %s is here, its lines are those of the whole', (kind, text) => {
  const whole = { text, layout: layOut[kind](text) }

  const all = Array.from({ length: text.length }, (_, length) => {
    const begun = text.slice(0, length)
    const layout = layOutBeginning(begun, kind)
    return linesOf({ text: begun, layout }, 0, layout.count)
  })

  for (const lines of all) expect(lines).toEqual(linesOf(whole, 0, lines.length))
  expect(all.at(-1)?.length).toBeGreaterThan(3)
})

test('the beginning of what is broken further on is laid out all the same', () => {
  const text = `[1, {"a": 2}, nonsense, ${'x'.repeat(100_000)}`

  const { count } = layOutBeginning(text, 'json')

  expect(count).toBe(4)
})
