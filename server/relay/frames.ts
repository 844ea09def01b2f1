// Frames of the relay's protocol: messages out of them with the bodies they announce, and back into them. No sockets.

import {
  longestRelayMessage,
  type RelayClientMessage,
  type RelayServerMessage,
  relayFrameBytes,
} from '../wire/relay.ts'
import { clientMessageSchema, serverMessageSchema } from './message-schemas.ts'

/** One frame of a WebSocket: text, or bytes. */
export type Frame = string | Uint8Array

/** What a frame completes: nothing yet, a message with its body, or a breach of the protocol. */
export type Read<M> =
  | { readonly type: 'more' }
  | { readonly type: 'message'; readonly message: M; readonly body: Uint8Array }
  | { readonly type: 'bad'; readonly message: string }

export interface FrameReader<M> {
  read(frame: Frame): Read<M>
}

type Message = RelayClientMessage | RelayServerMessage

/** For the server, who reads what a relay sends. */
export function createClientMessageReader(): FrameReader<RelayClientMessage> {
  return createReader((value) => clientMessageSchema.safeParse(value).data)
}

/** For the relay, who reads what a server sends. */
export function createServerMessageReader(): FrameReader<RelayServerMessage> {
  return createReader((value) => serverMessageSchema.safeParse(value).data)
}

/** The message, and its body behind it in pieces that share its memory. */
export function framesOf(message: Message, body: Uint8Array = nothing): readonly Frame[] {
  const frames: Frame[] = [JSON.stringify(message)]
  for (let start = 0; start < body.length; start += relayFrameBytes) {
    frames.push(body.subarray(start, start + relayFrameBytes))
  }
  return frames
}

const nothing = new Uint8Array()

interface Pending<M> {
  readonly message: M
  readonly size: number
  readonly pieces: Uint8Array[]
  received: number
}

function createReader<M extends Message>(parse: (value: unknown) => M | undefined): FrameReader<M> {
  let pending: Pending<M> | undefined

  function readText(text: string): Read<M> {
    if (text.length > longestRelayMessage) return bad('A message is too long.')
    const message = parse(parseJson(text))
    if (!message) return bad('A message is not one of the protocol.')
    if (message.type === 'ping' || message.type === 'pong') return complete(message)
    if (pending) return bad('A message came where the rest of a body was due.')
    const size = 'bodySize' in message ? message.bodySize : 0
    if (size === 0) return complete(message)
    pending = { message, size, pieces: [], received: 0 }
    return { type: 'more' }
  }

  function readBytes(bytes: Uint8Array): Read<M> {
    if (!pending) return bad('Bytes came where a message was due.')
    if (bytes.length === 0) return bad('A part of a body is empty.')
    pending.received += bytes.length
    if (pending.received > pending.size) return bad('A body is longer than announced.')
    pending.pieces.push(bytes)
    if (pending.received < pending.size) return { type: 'more' }
    const { message, pieces, size } = pending
    pending = undefined
    return complete(message, joined(pieces, size))
  }

  return { read: (frame) => (typeof frame === 'string' ? readText(frame) : readBytes(frame)) }
}

function complete<M>(message: M, body: Uint8Array = nothing): Read<M> {
  return { type: 'message', message, body }
}

function bad(message: string): { readonly type: 'bad'; readonly message: string } {
  return { type: 'bad', message }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces
  if (only && pieces.length === 1) return only
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
