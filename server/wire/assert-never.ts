// Ends a switch over a union: a member added later fails to compile here.

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
