// Every name that a template may ask for, once: how it is written, what it stands for, where its value comes from.

import { atPath, readPath } from './path.ts'
import type { Source } from './source.ts'

export interface TemplateName {
  /** As written in a tag; capitals stand for what its author puts there. */
  readonly form: string
  readonly what: string
  readonly example: string
  /** How the value is read if this is that name. */
  readonly bind: (name: string) => Read | undefined
  /** What a section enters, where that is not the value itself. */
  readonly enter?: Read
}

/** A value of the request; undefined when there is none. */
export type Read = (source: Source) => unknown

export const templateNames: readonly TemplateName[] = [
  {
    ...one('body', 'whole body as text; of a section, what is in it', ({ text }) => text),
    enter: ({ entered }) => entered,
  },
  {
    form: 'body.PATH',
    what: "value there in a JSON body, or a form's first field of that name",
    example: '{{body.items.0.id}}',
    bind: (name) => {
      const rest = /^body(?:\.|(?=\[))(.+)$/s.exec(name)?.[1]
      if (rest === undefined) return undefined
      const path = readPath(rest)
      return ({ fields }) => atPath(fields, path)
    },
  },
  {
    form: 'query.NAME',
    what: 'decoded query parameter, the first of that name',
    example: '{{query.hub.challenge}}',
    bind: (name) => {
      const rest = behind('query.', name)
      return rest === undefined ? undefined : (source) => source.query(rest)
    },
  },
  {
    form: 'header.NAME',
    what: 'header in any case; several of a name with commas between',
    example: '{{header.X-Request-Id}}',
    bind: (name) => {
      const rest = behind('header.', name)?.toLowerCase()
      return rest === undefined ? undefined : (source) => source.header(rest)
    },
  },
  one('method', 'method', ({ values }) => values.method),
  one('path', 'path below the bin, as sent', ({ values }) => values.path),
  one('ip', "sender's address", ({ values }) => values.remoteAddress),
  one('bin', "bin's id", ({ values }) => values.bin),
  one('seq', "request's number in the bin", ({ values }) => values.seq),
  one(
    'turn',
    'how many requests its rule has matched, this one included',
    ({ values }) => values.turn,
  ),
  one('now', 'time of the answer, ISO 8601 in UTC', ({ values }) =>
    new Date(values.at).toISOString(),
  ),
  one('now.unix', 'seconds since 1970 at that time', ({ values }) => Math.floor(values.at / 1000)),
  one('now.ms', 'milliseconds since 1970 at that time', ({ values }) => values.at),
  one('now.http', 'that time as in the header Date', ({ values }) =>
    new Date(values.at).toUTCString(),
  ),
  one('uuid', 'random UUID, another one at each place', (source) => source.uuid()),
  one('provider.id', "sender's name in filters", ({ values }) => values.provider?.id),
  one('provider.label', "sender's name", ({ values }) => values.provider?.label),
  one('provider.event', 'event type', ({ values }) => values.provider?.event ?? undefined),
  one(
    'provider.deliveryId',
    "sender's id of the delivery",
    ({ values }) => values.provider?.deliveryId ?? undefined,
  ),
]

/** A name that is written in one way only. */
function one(form: string, what: string, read: Read): TemplateName {
  return {
    form,
    what,
    example: `{{${form}}}`,
    bind: (name) => (name === form ? read : undefined),
  }
}

function behind(root: string, name: string): string | undefined {
  return name.startsWith(root) && name.length > root.length ? name.slice(root.length) : undefined
}
