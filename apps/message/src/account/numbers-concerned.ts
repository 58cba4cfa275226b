/** A number of an account, as people see it; null while no webhook has told. */
export interface ShownNumber {
  readonly id: string
  readonly displayNumber: string | null
}

/**
 * The numbers of an account that a change is about. Some changes name a number only as people see it: where none of ours
 * is known by it, it may be one of those of which that is not known yet. None: it is a number that is not ours.
 */
export function numbersConcerned(ofAccount: readonly ShownNumber[], shownAs: string | undefined): readonly string[] {
  if (shownAs === undefined) return ofAccount.map(({ id }) => id)
  const known = ofAccount.filter(({ displayNumber }) => displayNumber === shownAs)
  const possible = known.length > 0 ? known : ofAccount.filter(({ displayNumber }) => displayNumber === null)
  return possible.map(({ id }) => id)
}
