// Gives equal texts equal numbers, so that long ones are compared but once.

export type Intern = (text: string) => number

export function createIntern(): Intern {
  const known = new Map<string, number>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    known.set(text, known.size)
    return known.size - 1
  }
}
