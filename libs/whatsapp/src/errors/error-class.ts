/**
 * What an error means for the sender (Meta's page "Error codes", and Twilio's: no number is in both):
 * `transient`: try again with back-off; `rate_pair`: this customer gets too much; `rate_number`: the number sends too
 * much; `rate_account`: the app or account asks too much, whichever of its numbers it is about; `park`: slow down for hours and tell a person; `window_closed`: only a template can be sent;
 * `recipient`: never to this customer; `identity`: hold this customer until verified; `request`: our request is wrong;
 * `media`: the file is; `account`: stop the number's sender and tell a person; `unknown`: permanent for the message.
 */
export type ErrorClass =
  | 'transient'
  | 'rate_pair'
  | 'rate_number'
  | 'rate_account'
  | 'park'
  | 'window_closed'
  | 'recipient'
  | 'identity'
  | 'request'
  | 'media'
  | 'account'
  | 'unknown'

const codes: Readonly<Record<Exclude<ErrorClass, 'unknown'>, readonly number[]>> = {
  transient: [1, 2, 131000, 131016, 133004, 131057, 20500, 20503, 30001, 63020],
  rate_pair: [131056],
  rate_number: [130429, 133016, 63018],
  rate_account: [4, 80007, 20429],
  park: [131048, 131049, 131064, 132069, 63038, 63049],
  window_closed: [131047, 63016],
  recipient: [131026, 131021, 131030, 131050, 130472, 131062, 21211, 21610, 63024, 63032, 63033],
  identity: [137000],
  request: [
    100, 33, 131008, 131009, 131051, 135000, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 131063,
    20404, 21617, 21656, 63013, 63021, 63027, 63040, 63041, 63042,
  ],
  media: [131052, 131053, 21620, 63019],
  account: [
    0, 190, 3, 10, 131005, 368, 131031, 130497, 131037, 131042, 131045, 133010, 20003, 30002, 63003, 63051, 63112,
  ],
}

const classes = new Map(
  Object.entries(codes).flatMap(([name, ofClass]) => ofClass.map(code => [code, name as ErrorClass] as const)),
)

const byStatus = new Map<number, ErrorClass>([
  [401, 'account'],
  [403, 'account'],
  [429, 'rate_number'],
])

/** The class of an error: by its code, or by the HTTP status where there was no code. */
export function classify(code: number | undefined, status?: number): ErrorClass {
  if (code !== undefined) {
    const known = classes.get(code)
    if (known) return known
    return code >= 200 && code <= 299 ? 'account' : 'unknown'
  }
  return byStatus.get(status ?? 0) ?? 'unknown'
}

const optOutCodes: ReadonlySet<number> = new Set([131050, 21610])

/** Whether an error says that the customer wants to hear nothing more: it is to be remembered. */
export const isOptOut = (code: number | null | undefined): boolean => code != null && optOutCodes.has(code)
