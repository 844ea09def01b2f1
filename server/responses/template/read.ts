// Reads a template's text, and says in a sentence for its author what is wrong with it.

import Mustache from 'mustache'
import { nearest } from '../../wire/nearest.ts'
import { templateBounds } from './bounds.ts'
import { templateNames } from './names.ts'
import { type BoundName, bindName } from './scope.ts'

export type ReadTemplate =
  | { readonly type: 'template'; readonly tokens: string[][]; readonly names: Names }
  | { readonly type: 'flaw'; readonly message: string }

/** The names that a template asks for, with sections and tags alike. */
export type Names = ReadonlyMap<string, BoundName>

export function readTemplate(text: string): ReadTemplate {
  try {
    // Without a tag there is nothing to read, however long it is.
    if (!text.includes('{{')) return textAlone(text)
    checkMeasures(text)
    // A writer of its own: each keeps what it ever parsed.
    const parsed = new Mustache.Writer().parse(text, ['{{', '}}'])
    const names = new Map<string, BoundName>()
    checkTokens(parsed, text, names, { depth: 0, isEntered: false })
    return { type: 'template', tokens: parsed, names }
  } catch (error) {
    if (error instanceof Flaw) return { type: 'flaw', message: error.message }
    if (error instanceof Error) return { type: 'flaw', message: explain(error.message, text) }
    throw error
  }
}

function textAlone(text: string): ReadTemplate {
  if (Buffer.byteLength(text) > templateBounds.bytes) {
    throw new Flaw(`A template has at most ${templateBounds.bytes / 1_048_576} MiB.`)
  }
  return { type: 'template', tokens: text === '' ? [] : [['text', text]], names: new Map() }
}

/** Thrown while reading and caught at its door. */
class Flaw extends Error {}

/** As Mustache's parser makes them; its types call the whole a `string[]`. */
type Token = readonly [
  type: string,
  value: string,
  from: number,
  to: number,
  inner?: readonly Token[],
]

interface Around {
  readonly depth: number
  /** Whether a section around it has names of its own, which only a request tells. */
  readonly isEntered: boolean
}

function checkMeasures(text: string): void {
  if (text.length > templateBounds.length) {
    const most = templateBounds.length.toLocaleString('en')
    throw new Flaw(`A template has at most ${most} characters.`)
  }
  const blanks = new RegExp(`\\s{${templateBounds.blanks + 1}}`).exec(text)
  if (blanks) {
    const where = lineOf(text, blanks.index)
    throw new Flaw(`More than ${templateBounds.blanks} spaces or line breaks in a row${where}.`)
  }
}

function checkTokens(
  tokens: readonly Token[],
  text: string,
  names: Map<string, BoundName>,
  around: Around,
): void {
  if (around.depth > templateBounds.depth) {
    throw new Flaw(`Sections stand inside each other at most ${templateBounds.depth} deep.`)
  }
  for (const [type, name, from, to, inner] of tokens) {
    const place = { tag: short(text.slice(from, to)), text, from }
    if (type === '>') throw new Flaw(`There are no partials: ${at(place)} has nothing to bring in.`)
    if (!['name', '&', '#', '^'].includes(type)) continue
    if (name === '') throw new Flaw(`${at(place)} names nothing.`)
    const bound = names.get(name) ?? bindName(name)
    if (!around.isEntered && bound.readPlace) throw new Flaw(placeless(at(place)))
    if (!around.isEntered && !bound.read) throw new Flaw(unknownName(name, at(place)))
    names.set(name, bound)
    if (inner) {
      const isEntered = around.isEntered || type === '#'
      checkTokens(inner, text, names, { depth: around.depth + 1, isEntered })
    }
  }
}

function placeless(tag: string): string {
  return `${tag} tells the place in the list that a section around it repeats for, and there is none.`
}

function unknownName(name: string, tag: string): string {
  if (name === '.') {
    return `${tag} stands for what a section around it enters, and there is none.`
  }
  const known = `Known are ${templateNames.map(({ form }) => form).join(', ')}.`
  if (/\s/.test(name)) return `${tag} is no name: there are no helpers. ${known}`
  const near = nearName(name)
  return `${tag} is not known. ${near ? `Did you mean {{${short(near)}}}? ` : ''}${known}`
}

/** The known name that this one may have been meant to be: `body.x` for `boddy.x`. */
function nearName(name: string): string | undefined {
  const forms = templateNames.map(({ form }) => form)
  const whole = nearest(name, forms)
  if (whole !== undefined) return whole
  const roots = forms
    .filter((form) => /\.[A-Z]+$/.test(form))
    .map((form) => form.split('.')[0] ?? '')
  const root = nearest(name.split('.')[0] ?? '', roots)
  return root === undefined ? undefined : root + name.slice(name.indexOf('.'))
}

/** What Mustache's parser says, in our words. */
function explain(message: string, text: string): string {
  const [, what, whole = ''] = /^(Unclosed|Unopened) section "(.*)"/s.exec(message) ?? []
  const name = short(whole)
  if (what === 'Unclosed' && /\s/.test(name)) {
    return `{{#${name}}} is no name: there are no helpers. A section {{#body.x}} shows what it holds if there is such a value.`
  }
  if (what === 'Unclosed') return `{{#${name}}} is not closed: {{/${name}}} is missing.`
  if (what === 'Unopened') return `{{/${name}}} closes a section that is not open.`
  if (message.startsWith('Unclosed tag')) {
    return `A tag${lineOf(text, text.lastIndexOf('{{'))} is not closed: }} is missing.`
  }
  if (message.startsWith('Invalid tags')) {
    return 'Other delimiters are set by two words, such as {{=<% %>=}}.'
  }
  return `The template cannot be read: ${message}.`
}

interface Place {
  readonly tag: string
  readonly text: string
  readonly from: number
}

/** The tag and its line, in words. */
function at({ tag, text, from }: Place): string {
  return tag + lineOf(text, from)
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** ` in line 3`, where there are several. */
function lineOf(text: string, at: number): string {
  return text.includes('\n') ? ` in line ${text.slice(0, at).split('\n').length}` : ''
}
