// A bin whose owner sets rules, and a sender that tells what it was answered.

import type { MintedBin } from '../../server/wire/bins.ts'
import type { Rules, RulesChange } from '../../server/wire/rules/rules.ts'
import { type Called, call } from './call.ts'
import type { TestServer } from './server.ts'

export type Keyed = Pick<MintedBin, 'id' | 'ownerKey'>

export async function setRules(
  server: TestServer,
  bin: Keyed,
  change: RulesChange,
): Promise<Rules> {
  const { status, json, text } = await putRules(server, bin, change)
  if (status !== 200) throw new Error(`Setting rules was answered ${status}: ${text}`)
  return json
}

export function putRules(server: TestServer, bin: Keyed, json: unknown): Promise<Called> {
  return call(server, `PUT /bins/${bin.id}/rules`, { key: bin.ownerKey, json })
}

export async function getRules(server: TestServer, bin: Keyed): Promise<Rules> {
  const { json } = await call(server, `GET /bins/${bin.id}/rules`, { key: bin.ownerKey })
  return json
}

/** Sends to the capture URL; `line` is the method and what follows the bin's id. */
export async function sendTo(
  server: { readonly url: string },
  bin: Pick<MintedBin, 'id'>,
  line = 'POST',
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Called & { readonly statusText: string }> {
  const [method = 'POST', rest = ''] = line.split(' ')
  const response = await fetch(`${server.url}/in/${bin.id}${rest}`, {
    method,
    headers,
    redirect: 'manual',
    ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
  })
  const text = await response.text()
  const { status, statusText } = response
  return { status, statusText, headers: response.headers, text, json: jsonOf(text) }
}

export async function statusesOf(
  server: { readonly url: string },
  bin: Pick<MintedBin, 'id'>,
  lines: readonly (string | { readonly body: string })[],
): Promise<readonly number[]> {
  const statuses: number[] = []
  for (const one of lines) {
    const sent =
      typeof one === 'string' ? sendTo(server, bin, one) : sendTo(server, bin, 'POST', one)
    statuses.push((await sent).status)
  }
  return statuses
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
