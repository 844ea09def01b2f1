import { expect, test } from 'vitest'
import { plainIcon, tabIcon } from '../../web/text/tab-icon.ts'

const drawn = (icon: string) => decodeURIComponent(icon)

test('the icon is the plain one as long as there is nothing to say', () => {
  expect(tabIcon(0, true)).toBe(plainIcon)
})

test('the icon counts what is unread, up to two digits', () => {
  expect(drawn(tabIcon(7, true))).toContain('>7</text>')
  expect(drawn(tabIcon(99, true))).toContain('>99</text>')
  expect(drawn(tabIcon(1204, true))).toContain('>99+</text>')
})

test('the icon of a page that nothing can reach differs, with and without unread requests', () => {
  expect(tabIcon(0, false)).not.toBe(plainIcon)
  expect(tabIcon(7, false)).not.toBe(tabIcon(7, true))
})
