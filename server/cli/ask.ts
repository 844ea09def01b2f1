// Asks the REST API for a command: the JSON of a good answer, or an error in the server's own words.

import { apiErrorOf } from '../client/api.ts'
import { AppError, isErrorCode } from '../wire/errors.ts'

interface Answer {
  readonly ok: boolean
  json(): Promise<unknown>
}

/** Rejects with the server's own sentence, and its flaws where it names any. */
export async function ask<T>(call: Promise<Answer>): Promise<T> {
  const answer = await call
  // The client's own type of a response leaves out what an error is read from.
  if (!answer.ok) throw await errorOf(answer as unknown as Response)
  return (await answer.json()) as T // As the route's schema has it.
}

async function errorOf(answer: Response): Promise<AppError> {
  const { code, message, flaws } = await apiErrorOf(answer)
  return new AppError(isErrorCode(code) ? code : 'unavailable', message, flaws ? { flaws } : {})
}
