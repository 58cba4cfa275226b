/** SQL for the subject of events about a contact, from a user id or a phone number: what contactKey of libs/whatsapp makes. */
export const subjectOf = (column: string): string =>
  `left(translate(encode(sha256(convert_to(${column}, 'UTF8')), 'base64'), '+/', '-_'), 22)`
