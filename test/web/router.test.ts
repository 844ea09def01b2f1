import { expect, test } from 'vitest'
import type { BinId } from '../../server/wire/ids.ts'
import { createRouter, formatRoute, parseRoute, type Route } from '../../web/router.ts'

const bin = 'demo-bin' as BinId

/** As much of a browser's window as the router touches: one address and a history. */
function fakeWindow(start: string) {
  const entries = [new URL(start, 'http://localhost')]
  let at = 0
  let onPop = () => {}
  const show = (url: string) => new URL(url, 'http://localhost')
  return {
    get location() {
      return entries[at] as unknown as Location
    },
    history: {
      pushState: (_state: unknown, _title: string, url: string) => {
        entries.splice(at + 1, entries.length, show(url))
        at += 1
      },
      replaceState: (_state: unknown, _title: string, url: string) => {
        entries[at] = show(url)
      },
    } as unknown as History,
    addEventListener: (_type: string, listener: () => void) => {
      onPop = listener
    },
    removeEventListener: () => {},
    back() {
      at -= 1
      onPop()
    },
  } as unknown as Window & { back(): void }
}

test('an address and its route say the same', () => {
  const routes: Route[] = [
    { type: 'home' },
    { type: 'bin', bin, seq: null, tab: null, replay: false, filter: '' },
    { type: 'bin', bin, seq: 17, tab: null, replay: false, filter: '' },
    { type: 'bin', bin, seq: null, tab: null, replay: false, filter: 'a', rules: '' },
    { type: 'bin', bin, seq: null, tab: null, replay: false, filter: '', rules: 'slow-5s' },
    { type: 'bin', bin, seq: 17, tab: 'headers', replay: true, filter: 'a:b -c & "d+e" 100%' },
    {
      type: 'bin',
      bin,
      seq: 17,
      tab: null,
      replay: false,
      filter: 'a',
      compare: { type: 'request', seq: 16 },
    },
    {
      type: 'bin',
      bin,
      seq: 17,
      tab: 'deliveries',
      replay: false,
      filter: '',
      compare: { type: 'deliveries', left: 'a-1', right: 'b_2' },
    },
    { type: 'bin', bin, seq: null, tab: null, replay: false, filter: 'a', settings: true },
    { type: 'unknown', path: '/b/NOT%20A%20BIN/1' },
  ]

  for (const route of routes) {
    const url = new URL(formatRoute(route), 'http://localhost')
    expect(parseRoute(url)).toEqual(route)
  }
})

test('what an address does not know is left out, not an error', () => {
  const route = parseRoute(new URL('http://localhost/b/demo-bin?tab=nonsense&replay&compare=3'))
  const pair = parseRoute(new URL('http://localhost/b/demo-bin/2?compare=nonsense'))

  expect(route).toEqual({ type: 'bin', bin, seq: null, tab: null, replay: false, filter: '' })
  expect(pair).toEqual({ type: 'bin', bin, seq: 2, tab: null, replay: false, filter: '' })
})

test('back returns to the request before', () => {
  const window = fakeWindow('/b/demo-bin/1')
  const router = createRouter(window)

  router.go({ type: 'bin', bin, seq: 2, tab: null, replay: false, filter: '' })
  router.go({ type: 'bin', bin, seq: 3, tab: 'body', replay: false, filter: '' }, { replace: true })
  window.back()

  expect(router.route.value).toMatchObject({ seq: 1 })
})

test('[A1] the key of a share link leaves the address bar as it is taken', () => {
  const window = fakeWindow('/b/demo-bin/4?tab=body#key=hlv_secret')
  const router = createRouter(window)

  expect(router.takeKey()).toBe('hlv_secret')
  expect(window.location.href).toBe('http://localhost/b/demo-bin/4?tab=body')
  expect(router.takeKey()).toBeUndefined()
})
