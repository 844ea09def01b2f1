// Log lines: structured for machines, one plain line for people. Callers never hand it keys, secrets or bodies.

import { pino, stdSerializers } from 'pino'

export type LogFields = Readonly<Record<string, unknown>>

export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

export interface LogOptions {
  readonly format: 'text' | 'json'
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly write: (line: string) => void
}

export function createLog({ format, level, write }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.err },
    },
    { write: (line) => write(format === 'json' ? line : asText(line)) },
  )
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  }
}

/** `12:04:31 warn  What happened (key=value)`, with an error's stack below it. */
function asText(line: string): string {
  const { level, time, msg, error, ...fields } = JSON.parse(line) as Record<string, unknown>
  const clock = String(time).slice(11, 19)
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  const tail = pairs.length > 0 ? ` (${pairs.join(', ')})` : ''
  const stack = isRecord(error) ? `\n${String(error.stack ?? error.message)}` : ''
  return `${clock} ${String(level).padEnd(5)} ${visible(`${msg}${tail}`)}${visible(stack, '\n')}\n`
}

/** A message may hold what a stranger sent, which must not steer the terminal or make lines of its own. */
function visible(text: string, kept = ''): string {
  return text.replace(/\p{Cc}/gu, (character) =>
    character === kept ? kept : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
