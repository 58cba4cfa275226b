/** Why somebody is left out, in words. */
export const reasons: Readonly<Record<string, string>> = {
  trigger: 'What happened was not what the trigger waits for.',
  conditions: 'The conditions did not hold.',
  exclusive: 'An automation with a higher priority fitted as well, and lets none pass behind it.',
  audience: "The contact did not fit the schedule's audience.",
  not_due: 'The time came before or after the period.',
  called_off: 'Something had happened by then that calls it off.',
  no_birthday: 'The birthday of the contact is not known.',
  no_date: 'The contact has no date that the trigger counts from.',
  limit_per_contact: 'The contact had reached the limit per contact.',
  limit_per_contact_per_day: 'The contact had reached the limit per day.',
  limit_per_day: 'The limit per day for all contacts was reached.',
  limit_messages_per_contact_per_day: 'The contact had got as many messages on that day as they may.',
  opted_out: 'The contact had opted out, and the message is not essential.',
  handed_over: 'A person was answering the contact.',
  quiet_hours: 'It was in the quiet hours.',
  missing_value: 'A variable of the message had no value for the contact.',
  invalid_message: 'With the values of the contact it was no message that can be sent.',
  no_action: "The contact's way through the steps led to none that does anything.",
}

/** What made an answer shorter than the whole, in words. */
export const cuts = {
  history: 'What happened is kept for HISTORY_DAYS only: the period begins before them.',
  happenings: 'More happened in the period than is looked at (100,000): take a shorter one.',
  times: 'The period holds more times (12,000) or contacts at them (100,000) than are looked at: take a shorter one.',
  reached: 'More were reached than are listed (200); the numbers count all of them.',
} as const
export type CutBy = keyof typeof cuts
