import type { Answer } from '../faults/with-faults.ts'

const statuses: Readonly<Record<number, number>> = { 20003: 401, 20403: 403, 20404: 404, 20429: 429 }
const messages: Readonly<Record<number, string>> = {
  20003: 'Authenticate',
  20403: 'Forbidden',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  21211: "The 'To' number is not a valid phone number.",
  21617: 'The concatenated message body exceeds the 1600 character limit.',
  21619: 'A Message Body, Media URL or Content SID is required.',
  21655: 'The ContentSid is Invalid',
  63003: 'Twilio could not find a Channel with the specified From address',
}

/** A refusal in Twilio's words. */
export class TwilioError extends Error {
  override readonly name = 'TwilioError'
  readonly code: number

  constructor(code: number) {
    super(messages[code] ?? 'Error')
    this.code = code
  }
}

export function twilioErrorAnswer(code: number): Answer {
  const status = statuses[code] ?? 400
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  return { status, body: { code, message: messages[code] ?? 'Error', more_info, status } }
}
