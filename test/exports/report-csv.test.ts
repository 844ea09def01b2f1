import { expect, test } from 'vitest'
import { csvCell } from '../../server/exports/report-csv.ts'

test.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['say "it"', '"say ""it"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  [-12, '-12'],
  [null, ''],
  [true, 'true'],
] as const)('writes the cell %j as %j', (cell, written) => {
  expect(csvCell(cell)).toBe(written)
})
