// Which upgrades are accepted: the live socket's only. Senders ask for h2c and others too, and are captured as they are.

import type { IncomingMessage, ServerOptions } from 'node:http'
import { http } from '../node-http.ts'

function isLiveUpgrade(request: IncomingMessage): boolean {
  const [path] = (request.url ?? '').split('?', 1)
  return path === '/api/live' && request.headers.upgrade?.toLowerCase() === 'websocket'
}

/** What makes node:http parse every other request with an Upgrade header like one without. */
export function upgradeOptions(): ServerOptions {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const hasCallback = major > 24 || (major === 24 && minor >= 9) || (major === 22 && minor >= 21)
  return hasCallback
    ? { shouldUpgradeCallback: isLiveUpgrade }
    : { IncomingMessage: LiveUpgradeOnly }
}

const asked = Symbol('asked for an upgrade')

/** Before `shouldUpgradeCallback`, node stops parsing wherever the parser has set `upgrade`: so it reads false here. */
class LiveUpgradeOnly extends http.IncomingMessage {
  declare [asked]: boolean

  get upgrade(): boolean {
    return this[asked] && isLiveUpgrade(this)
  }

  set upgrade(value: boolean) {
    this[asked] = value
  }
}
