// Verdicts computed anew, because what a bin holds of a provider has changed.

export interface Checking {
  /** The provider's id. */
  readonly provider: string
  /** `failed`: the server's log says why; the rest of the verdicts are as they were. */
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  /** Of the provider's requests; 0 until they are counted. */
  readonly total: number
  readonly done: number
  /** Verdicts that are other ones now. */
  readonly changed: number
}
