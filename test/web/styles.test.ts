import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../web/styles')
const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'))
const read = (name: string) => readFileSync(join(folder, name), 'utf8').replace(/\/\*.*?\*\//gs, '')

test('only the tokens name a colour; the other sheets use the tokens', () => {
  const colour = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/gi

  const named = sheets
    .filter((name) => name !== 'tokens.css')
    .flatMap((name) => [...read(name).matchAll(colour)].map(([found]) => `${name}: ${found}`))

  expect(named).toEqual([])
})

test('every custom property that a sheet uses is defined, or set by a view', () => {
  const byViews = new Set(['--list-width'])
  const all = sheets.map(read).join('\n')
  const defined = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name))

  const used = [...all.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name ?? '')

  expect([...new Set(used)].filter((name) => !defined.has(name) && !byViews.has(name))).toEqual([])
})

test('space, type, radius and motion come from the tokens, but for hairlines and what is as large as a control', () => {
  const declaration =
    /(?:^|[\s;{])((?:row-|column-)?gap|padding[a-z-]*|margin[a-z-]*|font(?:-size)?|border-[a-z-]*radius|transition|animation):([^;}]+)/g
  const isOwn = (property: string, value: string) =>
    /\d(?:\.\d+)?m?s\b/.test(value) ||
    // A line's height follows what stands in the line.
    [...value.replace(/\/ \d+px/, '').matchAll(/(\d+(?:\.\d+)?)px/g)].some(
      ([, size]) => /font|radius/.test(property) || (Number(size) > 1 && Number(size) < 28),
    )

  const own = sheets
    .filter((name) => name !== 'tokens.css')
    .flatMap((name) =>
      [...read(name).matchAll(declaration)]
        .filter(([, property = '', value = '']) => isOwn(property, value))
        .map(([, property, value]) => `${name}: ${property}:${value}`),
    )

  expect(own).toEqual([])
})
