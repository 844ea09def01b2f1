// Every name that a template may ask for: how it is written, and where its value comes from.

import {
  type TemplateForm,
  type TemplateWords,
  templateWords,
} from '../../wire/rules/template-names.ts'
import { atPath, readPath } from './path.ts'
import type { Source } from './source.ts'

export interface TemplateName extends TemplateWords {
  /** How the value is read if this is that name. */
  readonly bind: (name: string) => Read | undefined
  /** What a section enters, where that is not the value itself. */
  readonly enter?: Read
}

/** A value of the request; undefined when there is none. */
export type Read = (source: Source) => unknown

type Binding = Pick<TemplateName, 'bind' | 'enter'>

/** No value of the request: see `place.ts`. */
const ofPlace: Binding = { bind: () => undefined }

const bindings: Readonly<Record<TemplateForm, Binding>> = {
  body: { ...one('body', ({ text }) => text), enter: ({ entered }) => entered },
  'body.PATH': {
    bind: (name) => {
      const rest = /^body(?:\.|(?=\[))(.+)$/s.exec(name)?.[1]
      if (rest === undefined) return undefined
      const path = readPath(rest)
      return ({ fields }) => atPath(fields, path)
    },
  },
  'query.NAME': {
    bind: (name) => {
      const rest = behind('query.', name)
      return rest === undefined ? undefined : (source) => source.query(rest)
    },
  },
  'header.NAME': {
    bind: (name) => {
      const rest = behind('header.', name)?.toLowerCase()
      return rest === undefined ? undefined : (source) => source.header(rest)
    },
  },
  method: one('method', ({ values }) => values.method),
  path: one('path', ({ values }) => values.path),
  ip: one('ip', ({ values }) => values.remoteAddress),
  bin: one('bin', ({ values }) => values.bin),
  seq: one('seq', ({ values }) => values.seq),
  turn: one('turn', ({ values }) => values.turn),
  now: one('now', ({ values }) => new Date(values.at).toISOString()),
  'now.unix': one('now.unix', ({ values }) => Math.floor(values.at / 1000)),
  'now.ms': one('now.ms', ({ values }) => values.at),
  'now.http': one('now.http', ({ values }) => new Date(values.at).toUTCString()),
  uuid: one('uuid', (source) => source.uuid()),
  'provider.id': one('provider.id', ({ values }) => values.provider?.id),
  'provider.label': one('provider.label', ({ values }) => values.provider?.label),
  'provider.event': one('provider.event', ({ values }) => values.provider?.event ?? undefined),
  'provider.deliveryId': one(
    'provider.deliveryId',
    ({ values }) => values.provider?.deliveryId ?? undefined,
  ),
  '@last': ofPlace,
  '@first': ofPlace,
  '@index': ofPlace,
}

export const templateNames: readonly TemplateName[] = templateWords.map((words) => ({
  ...words,
  ...bindings[words.form],
}))

/** A name that is written in one way only. */
function one(form: string, read: Read): Binding {
  return { bind: (name) => (name === form ? read : undefined) }
}

function behind(root: string, name: string): string | undefined {
  return name.startsWith(root) && name.length > root.length ? name.slice(root.length) : undefined
}
