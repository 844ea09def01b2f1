// A key as the keyboards at hand have it printed.

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

/** The key that makes commands of letters. */
export const modifier = isApple ? '⌘' : 'Ctrl'

export const paletteKeys: readonly string[] = [modifier, 'K']

export function Key({ name }: { name: string }) {
  return <kbd>{name === ' ' ? 'Space' : name}</kbd>
}
