// The relay's dialect of the live socket: every message between a server and `hooklens listen` (D8, D9).
// Text frames of JSON. A body follows the message that announces its size, as binary frames, until that many bytes
// have come; nothing but `ping` and `pong` may stand in between.

import type { Delivery, DeliveryWay, ReplayOptions } from './deliveries.ts'
import type { BinId, Seq } from './ids.ts'
import type { CapturedRequest } from './requests.ts'

/** Both sides must speak the same version; what is not understood is refused, not guessed at. */
export const relayVersion = 1

/** Where a relay starts: behind a seq, or at the bin's end or beginning. */
export type RelayStart = Seq | 'now' | 'all'

/** The relay's first message. */
export interface RelayHello {
  readonly type: 'hello'
  readonly version: number
  /** Drawn anew by each start of the program: one that reconnects is known by it, and still has its deliveries. */
  readonly relay: string
  readonly bin: string
  /** The owner key: a relay answers senders and writes outcomes. */
  readonly key: string
  /** Send everything after this; a relay that reconnects gives the last it has received. */
  readonly after: RelayStart
  /** The bin's `createdAt` when `after` was written down: a bin made anew under an old id begins at its beginning. */
  readonly binCreatedAt?: number
  /** Where it delivers to, for people to see and for replays to choose by; the first is the main one. */
  readonly targets: readonly string[]
  /** Send only requests that one of these takes; absent means all. */
  readonly filters?: readonly string[]
  /** New requests it will hold unfinished at once; replays come besides. */
  readonly window: number
}

export type RelayClientMessage =
  | RelayHello
  /** From now on hold so many new requests unfinished; 0 pauses. */
  | { readonly type: 'window'; readonly window: number }
  /** A delivery has ended; the response's body follows. Sent again after a reconnect until it is `kept`. */
  | {
      readonly type: 'delivered'
      readonly delivery: RelayReport
      /** Bytes that follow: all of the answer where a sender waits for it, else those that are kept. */
      readonly bodySize: number
    }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }

/** What the relay knows of a delivery it made. */
export type RelayReport = Omit<Delivery, 'via' | 'edited' | 'resigned' | 'run'>

/** Why a relay is turned away; a closed set. The sentence beside it is for people. */
export type RelayRefusal =
  | 'not-found'
  | 'wrong-key'
  | 'view-key'
  | 'version'
  | 'bad-filter'
  | 'bad-message'
  | 'deleted'
  | 'expired'

export type RelayServerMessage =
  | {
      readonly type: 'welcome'
      readonly version: number
      readonly bin: BinId
      readonly binCreatedAt: number
      readonly captureUrl: string
      readonly inspectUrl: string
      /** Where the stream really starts. */
      readonly after: Seq
      /** Requests between there and the end, at most: some may not pass the filters. */
      readonly waiting: number
      /** Requests after the seq asked for that are gone: dropped to make room, or deleted. */
      readonly missed: number
    }
  | { readonly type: 'refused'; readonly reason: RelayRefusal; readonly message: string }
  | RelayDeliver
  /** All up to this seq has been sent or does not pass the filters. */
  | { readonly type: 'passed'; readonly upTo: Seq }
  /** The outcome is stored: the relay may forget it. */
  | { readonly type: 'kept'; readonly id: string }
  /** Give this delivery up if it is not yet answered. */
  | { readonly type: 'cancel'; readonly id: string }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }

/** Deliver this request; its body follows. */
export interface RelayDeliver {
  readonly type: 'deliver'
  /** The delivery's id. */
  readonly id: string
  /** `new`: as it came, in order. `replay`: asked for by a user, in between. */
  readonly kind: 'new' | 'replay'
  /** With the parts that were edited or signed anew already replaced. */
  readonly request: CapturedRequest
  readonly bodySize: number
  /** A sender waits so long for the answer (D9). */
  readonly answerWithinMs?: number
  /** For a replay. The relay sends only to origins it was started for. */
  readonly replay?: Pick<ReplayOptions, 'exact' | 'unmarked' | 'timeoutMs'> & {
    readonly target: string
  }
}

/** A connected relay, as the inspector shows it. */
export interface RelayInfo {
  readonly id: string
  readonly connectedAt: number
  readonly targets: readonly string[]
  /** Whether senders are answered by this one where the bin passes answers through. */
  readonly answers: boolean
}

/** How a replay will go, before it is sent (D4). */
export type WayChoice =
  | { readonly type: 'way'; readonly via: DeliveryWay }
  /** Neither reaches it: `command` connects a relay that does. */
  | { readonly type: 'none'; readonly message: string; readonly command: string }

/** Bytes per binary frame of a body: a slow link brings several of them between two heartbeats. */
export const relayFrameBytes = 64 * 1024

/** A message's text may be this long: the head of an answer is 256 KiB at most, and escaping widens it. */
export const longestRelayMessage = 1024 * 1024

/** An answer passed through to a sender may be this long; a longer one is cut off as it would be for storing. */
export const mostPassedBytes = 10 * 1024 * 1024
