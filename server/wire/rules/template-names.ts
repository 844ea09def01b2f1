// Every name that a template may ask for, in words. Where its value comes from is the server's.

export interface TemplateWords {
  /** As written in a tag; capitals stand for what its author puts there. */
  readonly form: string
  readonly what: string
  readonly example: string
}

export type TemplateForm = keyof typeof words

/** In the order they are told in. */
const words = {
  body: 'whole body as text; of a section, what is in it',
  'body.PATH': "value there in a JSON body, or a form's first field of that name",
  'query.NAME': 'decoded query parameter, the first of that name',
  'header.NAME': 'header in any case; several of a name with commas between',
  method: 'method',
  path: 'path below the bin, as sent',
  ip: "sender's address",
  bin: "bin's id",
  seq: "request's number in the bin",
  turn: 'turn of its rule that this is, from 1',
  now: 'time of the answer, ISO 8601 in UTC',
  'now.unix': 'seconds since 1970 at that time',
  'now.ms': 'milliseconds since 1970 at that time',
  'now.http': 'that time as in the header Date',
  uuid: 'random UUID, another one at each place',
  'provider.id': "sender's name in filters",
  'provider.label': "sender's name",
  'provider.event': 'event type',
  'provider.deliveryId': "sender's id of the delivery",
  '@last': 'in a section on a list: whether this is its last element',
  '@first': 'in a section on a list: whether this is its first element',
  '@index': "in a section on a list: this element's place in it, from 0",
} as const

const examples: Partial<Record<TemplateForm, string>> = {
  'body.PATH': '{{body.items.0.id}}',
  'query.NAME': '{{query.hub.challenge}}',
  'header.NAME': '{{header.X-Request-Id}}',
  '@last': '{{#body.ids}}{{.}}{{^@last}}, {{/@last}}{{/body.ids}}',
  '@first': '{{#body.ids}}{{^@first}}, {{/@first}}{{.}}{{/body.ids}}',
  '@index': '{{#body.ids}}{{@index}}: {{.}} {{/body.ids}}',
}

// `Object.keys` does not tell which keys they are.
const templateForms = Object.keys(words) as readonly TemplateForm[]

export const templateWords: readonly (TemplateWords & { readonly form: TemplateForm })[] =
  templateForms.map((form) => ({
    form,
    what: words[form],
    example: examples[form] ?? `{{${form}}}`,
  }))
