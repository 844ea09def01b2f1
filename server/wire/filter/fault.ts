// What is thrown inside the parser and caught at its door; nobody else sees it.

import type { FilterError } from './syntax.ts'

export class Fault extends Error {
  readonly at: FilterError

  constructor(message: string, from: number, to: number) {
    super(message)
    this.at = { message, from, to }
  }
}
