// A request for templates to be filled from, with what a test says of it.

import {
  compileTemplate,
  type Filled,
  type TemplateMode,
  type TemplateValues,
} from '../../server/responses/template.ts'

type Given = Partial<Omit<TemplateValues, 'body'>> & { readonly body?: string | Uint8Array }

export function requestWith({ body = '', ...given }: Given = {}): TemplateValues {
  return {
    method: 'POST',
    path: '/orders/7',
    query: '',
    headers: [],
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    contentType: 'application/json',
    provider: null,
    remoteAddress: '203.0.113.9',
    bin: 'shop-dev',
    seq: 12,
    turn: 3,
    at: Date.UTC(2026, 10, 21, 10, 30, 5, 250),
    salt: 1,
    ...given,
  }
}

export function fill(text: string, mode: TemplateMode, given: Given = {}): Filled {
  return compileTemplate(text, mode).fill(requestWith(given))
}

export function filled(text: string, mode: TemplateMode, given: Given = {}): string {
  return fill(text, mode, given).text
}
