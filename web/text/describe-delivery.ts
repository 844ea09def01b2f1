// What sets a delivery apart from a plain replay by the server, in words. Pure.

import type { Delivery } from '../../server/wire/deliveries.ts'

export interface DeliveryFact {
  readonly text: string
  readonly title: string
}

export function deliveryFacts({ via, edited, resigned, run, repeat }: Delivery): DeliveryFact[] {
  return [
    via === 'relay'
      ? { text: 'via relay', title: 'A relay on your own machine connected to the target' }
      : [],
    edited && edited.length > 0
      ? { text: 'edited', title: `Sent with another ${listOf(edited)} than captured` }
      : [],
    resigned
      ? {
          text: 'signed anew',
          title: `With a fresh signature of ${resigned.provider} in ${listOf(resigned.headers)}`,
        }
      : [],
    run ? { text: 'of a run', title: 'One of many that were sent together' } : [],
    repeat
      ? {
          text: 'repeat',
          title:
            'The target may have had the request before: the relay was cut off before it knew the outcome',
        }
      : [],
  ].flat()
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
