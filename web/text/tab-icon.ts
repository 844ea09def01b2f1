// The icon of the browser's tab: the plain ring, or a disc that counts what is unread; grey while nothing can arrive.

export const plainIcon = '/favicon.svg'

const accent = '#3b4fd8'
const grey = '#6b7280'
const most = 99

/** An address for a `<link rel="icon">`. White edges keep it apart from dark tabs. */
export function tabIcon(unread: number, isConnected: boolean): string {
  if (unread === 0 && isConnected) return plainIcon
  const colour = isConnected ? accent : grey
  const drawing =
    unread > 0
      ? `<circle cx="16" cy="16" r="15" fill="${colour}" stroke="#fff"/>${count(unread)}`
      : `<circle cx="16" cy="16" r="13" fill="#fff" stroke="${colour}" stroke-width="4" stroke-dasharray="14.4 6"/><circle cx="16" cy="16" r="5" fill="${colour}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${drawing}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

function count(unread: number): string {
  const text = unread > most ? `${most}+` : String(unread)
  const size = [22, 19, 14][text.length - 1] ?? 14
  const baseline = 16 + size * 0.36
  return `<text x="16" y="${baseline}" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${size}" fill="#fff">${text}</text>`
}
