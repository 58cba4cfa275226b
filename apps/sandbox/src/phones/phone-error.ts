/** What a phone could not do: tap a button that is not there, send a picture that does not exist. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError'
}
