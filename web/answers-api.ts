// The part of the REST API that tells what requests were answered, and why.

import { createApiClient } from '../server/client/api.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'
import type { ToldAnswer } from '../server/wire/told-answers.ts'
import { settle } from './api.ts'

export interface AnswersApi {
  get(seq: Seq, signal: AbortSignal): Promise<ToldAnswer>
}

export function createAnswersApi(origin: string, bin: BinId, key: string): AnswersApi {
  const { answer } = createApiClient(origin, key).api.bins[':bin'].requests[':seq']
  return {
    async get(seq, signal) {
      const param = { bin, seq: String(seq) }
      return (await (
        await settle(answer.$get({ param }, { init: { signal } }))
      ).json()) as ToldAnswer
    },
  }
}
