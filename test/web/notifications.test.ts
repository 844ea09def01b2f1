import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BinId } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { PageOptions } from '../../web/api.ts'
import {
  createNotifications,
  type DesktopNotice,
  type NotificationChoices,
} from '../../web/state/notifications.ts'
import { fakeStorage } from './fake-storage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const id = 'demo-bin' as BinId
const off = { isOn: false, filter: '' }

/** As much of a request as a notification and the filters below look at. */
function request(seq: number, part: Partial<RequestSummary> = {}): RequestSummary {
  return {
    seq,
    method: 'POST',
    path: `/n/${seq}`,
    provider: null,
    signature: null,
    ...part,
  } as RequestSummary
}

const mismatch = {
  signature: { verdict: 'mismatch', reason: null, detail: '' },
} as unknown as Partial<RequestSummary>

function setUp(chosen: Partial<NotificationChoices>, answers: readonly RequestSummary[] = []) {
  const shown: DesktopNotice[] = []
  const opened: number[] = []
  const asked: PageOptions[] = []
  const user = { isAway: true, sounds: 0 }
  const notifications = createNotifications({
    storage: fakeStorage(),
    showOnDesktop: (notice) => shown.push(notice),
    playSound: () => {
      user.sounds += 1
    },
    isAway: () => user.isAway,
    now: () => 0,
    open: (_bin, seq) => opened.push(seq),
  })
  const choices = notifications.choicesOf(id)
  choices.value = { ...choices.value, ...chosen }
  const api = {
    listRequests: async (options: PageOptions) => {
      asked.push(options)
      return { requests: answers, next: null }
    },
  }
  const arrive = (...requests: RequestSummary[]) =>
    notifications.consider({ id, name: 'Demo', api }, requests)
  return { arrive, shown, opened, asked, user, choices }
}

test('one request is told of at once, and the rest of two seconds together', async () => {
  const { arrive, shown } = setUp({ desktop: { isOn: true, filter: '' } })

  await arrive(request(1))
  await arrive(request(2), request(3))
  await arrive(request(4))
  const before = shown.map(({ title }) => title)
  vi.advanceTimersByTime(2_000)

  expect(before).toEqual(['POST /n/1 · Demo'])
  expect(shown.map(({ title }) => title)).toEqual(['POST /n/1 · Demo', '3 requests · Demo'])
})

test('a click on a notification opens the newest request it tells of', async () => {
  const { arrive, shown, opened } = setUp({ desktop: { isOn: true, filter: '' } })

  await arrive(request(7), request(8))
  shown[0]?.onClick()

  expect(opened).toEqual([8])
})

test('nothing is told of while it is off, or to someone who is looking and did not ask for that', async () => {
  const { arrive, shown, user, choices } = setUp({})

  await arrive(request(1))
  user.isAway = false
  choices.value = { ...choices.value, sound: { isOn: true, filter: '' } }
  await arrive(request(2))
  const quiet = { shown: shown.length, sounds: user.sounds }
  choices.value = { ...choices.value, always: true }
  await arrive(request(3))

  expect(quiet).toEqual({ shown: 0, sounds: 0 })
  expect(user.sounds).toBe(1)
})

test('whoever comes back before the two seconds are over is left alone', async () => {
  const { arrive, shown, user } = setUp({ desktop: { isOn: true, filter: '' } })

  await arrive(request(1))
  await arrive(request(2))
  user.isAway = false
  vi.advanceTimersByTime(2_000)

  expect(shown.length).toBe(1)
})

test('each way has a filter of its own', async () => {
  const { arrive, shown, user } = setUp({
    desktop: { isOn: true, filter: 'sig:mismatch' },
    sound: { isOn: true, filter: 'method:get' },
  })

  await arrive(request(1), request(2, mismatch))

  expect(shown.map(({ title }) => title)).toEqual(['POST /n/2 · Demo'])
  expect(user.sounds).toBe(0)
})

test('what a summary does not decide is asked of the server', async () => {
  const { arrive, shown, asked } = setUp({ desktop: { isOn: true, filter: 'body.total:>5' } }, [
    request(5),
  ])

  await arrive(request(4), request(5))

  expect(asked).toMatchObject([{ filter: 'body.total:>5', after: 3, before: 6 }])
  expect(shown.map(({ title }) => title)).toEqual(['POST /n/5 · Demo'])
})

test('choices are kept, and what is not understood of them is off', () => {
  const storage = fakeStorage()
  storage.setItem(
    'hooklens:notify:demo-bin',
    '{"desktop":{"isOn":true,"filter":"sig:mismatch"},"sound":7}',
  )
  const deps = {
    storage,
    showOnDesktop: () => {},
    playSound: () => {},
    isAway: () => true,
    now: () => 0,
    open: () => {},
  }

  const choices = createNotifications(deps).choicesOf(id).value

  expect(choices).toEqual({
    desktop: { isOn: true, filter: 'sig:mismatch' },
    sound: off,
    always: false,
  })
})
