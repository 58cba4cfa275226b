/** Where an event says when the thing itself happened: a webhook that comes late is about something old. */
interface Dated {
  subject?: unknown
  time?: unknown
  data?: { sentAt?: unknown; at?: unknown } | null
}

/**
 * Whether a stored event is about one of the subjects and no newer than the time given for it. What a person says after
 * they were forgotten is a new acquaintance, and stays.
 */
export function isForgotten(event: unknown, subjects: ReadonlyMap<string, Date>): boolean {
  if (typeof event !== 'object' || event === null) return false
  const { subject, time, data } = event as Dated
  const until = typeof subject === 'string' ? subjects.get(subject) : undefined
  if (!until) return false
  const happened = Date.parse(String(data?.sentAt ?? data?.at ?? time))
  return !(happened > until.getTime())
}
