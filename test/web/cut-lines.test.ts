import { expect, test } from 'vitest'
import { cutLines, cutLinesInSteps, numberAt, pieceAt } from '../../web/text/cut-lines.ts'

function cut(text: string) {
  const pieces = cutLines(text)
  const indexes = Array.from({ length: pieces.count }, (_, index) => index)
  return {
    texts: indexes.map((index) => pieceAt(text, pieces, index)),
    numbers: indexes.map((index) => numberAt(pieces, index)),
  }
}

test('cut lines hold every character once', () => {
  const text = `${'x'.repeat(2500)}\n\nlast`

  const { texts, numbers } = cut(text)

  expect(texts.join('')).toBe(text.replaceAll('\n', ''))
  expect(numbers).toEqual([1, undefined, undefined, 2, 3])
})

test('a long line is not cut through a character, nor for its line break', () => {
  const { texts } = cut(`${'x'.repeat(999)}𝒜${'y'.repeat(1_000)}\r\n𝒜`)

  expect(texts).toEqual(['x'.repeat(999), `𝒜${'y'.repeat(998)}`, 'yy\r', '𝒜'])
  expect(cut(`${'x'.repeat(1_000)}\r\n`).texts).toEqual([`${'x'.repeat(1_000)}\r`, ''])
})

test.each([
  ['tiny lines', 'ab\r\n'.repeat(200_000)],
  ['empty lines', '\n'.repeat(400_000)],
  ['long lines', `${'ä'.repeat(70_001)}\n`.repeat(8)],
  ['one line', 'x'.repeat(600_000)],
])('%s are cut in steps as they are at once', (_what, text) => {
  const steps = cutLinesInSteps(text)
  let taken = 1
  let step = steps.next()
  for (; !step.done; step = steps.next()) taken += 1

  const { count, starts } = step.value

  expect(text[0] === 'x' ? taken === 1 : taken > 2).toBe(true)
  const lines = text.split('\n')
  expect(numberAt(step.value, count - 1) ?? lines.length).toBe(lines.length)
  const between = starts.subarray(1, count).findIndex((start, at) => start <= (starts[at] ?? 0))
  expect(between).toBe(-1)
  const drawn = Array.from({ length: count }, (_, index) => pieceAt(text, step.value, index))
  expect(drawn.join('') === lines.join('')).toBe(true)
})
