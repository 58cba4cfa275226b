/** An item that cannot be read, and why. Never leaves this package: it becomes an event of its own. */
export class BrokenItem extends Error {
  override readonly name = 'BrokenItem'
}

/** The value, or BrokenItem with what is missing. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new BrokenItem(`${what} is missing or has a wrong form`)
  return value
}
