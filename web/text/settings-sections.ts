// The sections of a bin's settings, by the names they are shown and asked for by.

/** In the order they stand in. */
export const sections = [
  'General',
  'Notifications',
  'Relay',
  'Secrets',
  'Responses',
  'Handshakes',
  'Limits',
  'Access',
  'This browser',
  'Danger zone',
] as const

export type SectionName = (typeof sections)[number]
