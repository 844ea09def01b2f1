// What sets a delivery apart from a plain replay by the server, in words. Pure.

import type { Delivery } from '../../server/wire/deliveries.ts'

export interface DeliveryFact {
  /** `via relay`. */
  readonly text: string
  readonly detail: string
}

export function deliveryFacts({ via, edited, resigned, run, repeat }: Delivery): DeliveryFact[] {
  return [
    via === 'relay' ? { text: 'via relay', detail: 'from the machine it runs on' } : [],
    edited && edited.length > 0 ? { text: 'edited', detail: listOf(edited) } : [],
    resigned ? { text: 'signed anew', detail: listOf(resigned.headers) } : [],
    run ? { text: 'of a run', detail: 'one of many sent together' } : [],
    repeat ? { text: 'repeat', detail: 'the target may have had it before' } : [],
  ].flat()
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
