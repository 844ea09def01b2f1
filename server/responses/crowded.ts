// What a sender is answered in place of what would have to be held, where there is no room to hold it (A6).

import { type Answer, textAnswer } from '../wire/answers.ts'
import { errorBody } from '../wire/errors.ts'

/** The same whenever it is made for the same reason, so that it can be told again. */
export function crowdedAnswer(why: string): Answer {
  const body = JSON.stringify(errorBody('unavailable', `${why} Send it again shortly.`))
  return textAnswer(503, 'application/json', body, [['Retry-After', crowdedRetryAfter]])
}

/** Seconds. */
export const crowdedRetryAfter = '5'
