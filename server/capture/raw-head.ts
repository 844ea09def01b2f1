// The head of an answer as bytes, as node would write it, for where the bytes themselves are to be held back.

import { http } from '../node-http.ts'

/** The connection it goes out on cannot be kept: node does not know of bytes that are written past it. */
export function rawHead(status: number, reason: string | undefined, headers: string[]): Buffer {
  const phrase = reason ?? http.STATUS_CODES[status] ?? 'unknown'
  http.validateHeaderValue('reason', phrase)
  const lines = [`HTTP/1.1 ${status} ${phrase}`]
  let isDated = false
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] ?? ''
    const value = headers[index + 1] ?? ''
    const key = name.toLowerCase()
    if (key === 'connection' || key === 'keep-alive') continue
    http.validateHeaderName(name)
    http.validateHeaderValue(name, value)
    isDated ||= key === 'date'
    lines.push(`${name}: ${value}`)
  }
  if (!isDated) lines.push(`Date: ${new Date().toUTCString()}`)
  lines.push('Connection: close')
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}
