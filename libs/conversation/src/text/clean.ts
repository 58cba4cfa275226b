/**
 * Text from outside (a name, the title of a pack) on one line, without control characters and without marks that turn
 * the direction of what follows.
 */
export function clean(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}
