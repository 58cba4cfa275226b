/** Where files lie that operators uploaded for one contact alone, or for everybody: a prefix of their keys. */
export function operatorFolder(contactId: string | undefined): string {
  return `operator/${contactId ?? 'shared'}/`
}
