/** Where the file of a customer's picture is kept. */
export const fileKeyOf = ({ contactId, pictureId }: { contactId: string; pictureId: string }): string =>
  `pictures/${contactId}/${pictureId}.jpg`
