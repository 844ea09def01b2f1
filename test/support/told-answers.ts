// Why requests were answered as they were, as the API tells it: how to ask, and the words to read it with.

import { expect } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { Candidate, ToldAnswer } from '../../server/wire/told-answers.ts'
import { call } from './call.ts'
import type { TestServer } from './server.ts'

export async function tellAnswer(
  server: TestServer,
  bin: Pick<MintedBin, 'id' | 'viewKey'>,
  seq = 1,
): Promise<ToldAnswer> {
  const path = `/bins/${bin.id}/requests/${seq}/answer`
  const { status, json } = await call(server, `GET ${path}`, { key: bin.viewKey })
  expect(status).toBe(200)
  return json
}

/** Who answered, and the outcomes of all in order. */
export function outcomes({ candidates }: ToldAnswer) {
  return {
    by: candidates.find(({ outcome }) => outcome === 'answered')?.name,
    all: candidates.map(({ outcome }) => outcome).join(' '),
  }
}

export function candidate({ candidates }: ToldAnswer, name: string): Candidate | undefined {
  return candidates.find((one) => one.name === name)
}

/** What Slack asks to see whether a URL is its user's. */
export const slackHandshake = {
  headers: { 'Content-Type': 'application/json' },
  body: '{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1","type":"url_verification"}',
}
