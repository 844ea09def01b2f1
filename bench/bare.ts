// The yardstick: a bare node:http responder that reads the body and answers 200.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 11 })
    response.end('{"ok":true}')
  })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  process.stdout.write(`ready at http://localhost:${port}\n`)
})
process.on('SIGTERM', () => process.exit(0))
