// Every icon, as paths in a 16-pixel box drawn with the text's colour.

const paths = {
  back: 'M10 3 5 8l5 5',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  chevron: 'm4 6 4 4 4-4',
  close: 'm4 4 8 8m0-8-8 8',
  compare: 'M2.5 2.5h4v11h-4zM9.5 2.5h4v11h-4zM11.5 6.500v3M10 8h3M3.5 8h2',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  dot: 'M8 8h.01',
  download: 'M8 2.5v7m-3-3 3 3 3-3M2.5 13.5h11',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Zm6.5 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  filter: 'M2 3.500h12M4.500 8h7M6.500 12.500h3',
  follow: 'M8 13.500V6M5 9l3-3 3 3M3 2.500h10',
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  handshake: 'M2.5 5.5h9m-2.5-3 3 3-3 3m4.5 2h-9m2.5 3-3-3 3-3',
  key: 'M9.5 9.500a3.5 3.5 0 1 0-3-3L2 11v3h3v-2h2v-2zm1.5-4.500h.01',
  keyboard: 'M1.5 4h13v8h-13zM4 6.500h.01M6.7 6.500h.01M9.3 6.500h.01M12 6.500h.01M5 9.500h6',
  link: 'M6.5 9.5 9.5 6.500M7 4.500l1.7-1.700a3.2 3.2 0 0 1 4.5 4.500L11.5 9M9 11.500l-1.7 1.700a3.2 3.2 0 0 1-4.5-4.500L4.5 7',
  moon: 'M13.5 9.500A6 6 0 0 1 6.5 2.500a6 6 0 1 0 7 7Z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  none: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM5 8h6',
  note: 'M3 2.500h10v11H3zM5.5 5.500h5m-5 2.500h5m-5 2.500h3',
  pause: 'M5.500 3v10M10.500 3v10',
  pin: 'M9.5 2 14 6.500l-3 .7-2.8 2.8-.7 3L3 8.500l3-.7L8.8 5zM5.2 10.8 2 14',
  plus: 'M8 3v10M3 8h10',
  question: 'M5.500 6a2.500 2.500 0 1 1 3.800 2.100C8.300 8.700 8 9.200 8 10.200m0 2.600h.01',
  replay: 'M13 8a5 5 0 1 1-1.5-3.500L13 6m0-3.500V6H9.5',
  resume: 'M5 3l8 5-8 5z',
  search: 'M7 11.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm3.300-1.200 3.700 3.700',
  select: 'M2.500 2.500h11v11h-11zM5.500 8l2 2 3.500-4',
  send: 'm2.5 8 11-5-4 11-2.5-4z',
  settings:
    'M2 4.500h6m4 0h2M2 11.500h2m4 0h6M10 6.300a1.8 1.8 0 1 0 0-3.600 1.800 1.800 0 0 0 0 3.600ZM6 13.300a1.800 1.800 0 1 0 0-3.600 1.800 1.800 0 0 0 0 3.600Z',
  stale: 'M8 4.500V8l2.3 1.500M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z',
  sun: 'M8 10.800a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600ZM8 1.500v1m0 11v1M1.5 8h1m11 0h1M3.4 3.400l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  swap: 'M2.5 5.5h10m-3-3 3 3-3 3m4 2h-10m3-3-3 3 3 3',
  shrink: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9Zm3.300-1.200 3.700 3.700M5 7h4',
  system: 'M2 3h12v8H2zm4 10.500h4M8 11v2.5',
  tag: 'M2.5 2.500h5.500l5.500 5.500-5.500 5.500L2.5 8zM5.300 5.300h.01',
  trash: 'M3 4.500h10m-6.5-2h3M4.5 4.500l.5 9h6l.5-9m-5 2.500v4m3-4v4',
  unread: 'M2.5 4h11v8.500h-11zm0 .5L8 9l5.5-4.5',
  magnify:
    'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9Zm3.300-1.200 3.700 3.700M5 7h4M7 5v4',
  down: 'M8 3v9.500M4 9l4 4 4-4',
  up: 'M8 13V3.500M4 7l4-4 4 4',
  warning: 'M8 2.5 14.5 13.500h-13zM8 6.500v3.200m0 1.900h.01',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}

export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6.5" />
      <circle cx="8" cy="8" r="3" />
    </svg>
  )
}
