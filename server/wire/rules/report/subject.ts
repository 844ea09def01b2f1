// Which rule's report on retries a request belongs in.

import type { AnswerRecord } from '../../requests.ts'

/** The rule that answered, or would have if there had been room to hold its answer; undefined where none had a say. */
export function subjectOf(response: AnswerRecord | null): string | undefined {
  switch (response?.by) {
    case 'rule':
      return response.rule?.id
    case 'default':
      return defaultRuleId
    case 'hooklens':
      return response.rule?.id ?? defaultRuleId
    default:
      return undefined
  }
}

/** The id that stands for the default response in place of a rule's. */
export const defaultRuleId = 'default'
