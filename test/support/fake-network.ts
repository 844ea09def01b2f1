// The network outside of this machine: hosts by their names, each a port here that speaks without TLS.

import { connect } from 'node:net'
import { internet, type Network } from '../../server/delivery/network.ts'

/** A public address, so that what may be sent to is decided as it is for every other host. */
const address = '198.41.0.4'

/** Other names lead nowhere; addresses of this machine are reached as ever. */
export function fakeNetwork(portOf: Readonly<Record<string, number>>): Network {
  return {
    async lookup(hostname) {
      if (hostname in portOf) return [address]
      throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    },
    connect(target, addresses, signal, options) {
      const port = portOf[target.hostname]
      if (port === undefined) return internet.connect(target, addresses, signal, options)
      return new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1')
        socket.once('connect', () => resolve(socket)).once('error', reject)
      })
    },
  }
}
