/** What happens through a change of the clocks in Jerusalem. */
export interface Change {
  season: string
  from: string
  /** A local time that is skipped, or that comes twice. */
  at: string
  /** The date of the change. */
  date: string
  /** Where the clock is stopped on the way. */
  stops: string[]
  /** At that time, in Jerusalem and in New York: every day of the week. */
  daily: { jerusalem: string[]; newYork: string[] }
  /** On the day of the change. */
  once: { jerusalem: string; newYork: string }
  /** A day before midnight of the day after the change. */
  dayBefore: { jerusalem: string; newYork: string }
  /** Around the change, by a line for every hour. */
  hours: string[]
}
/** Both changes of 2027. */
export const changes: Change[] = [
  {
    season: 'spring: 02:30 does not come on 26 March',
    from: '2027-03-24T20:00:00Z',
    at: '02:30',
    date: '2027-03-26',
    stops: ['2027-03-26T00:00:00Z', '2027-03-26T00:30:00Z', '2027-03-27T06:30:10Z'],
    daily: {
      jerusalem: ['2027-03-25T00:30', '2027-03-26T00:30', '2027-03-26T23:30'],
      newYork: ['2027-03-25T06:30', '2027-03-26T06:30', '2027-03-27T06:30'],
    },
    once: { jerusalem: '2027-03-26T00:30', newYork: '2027-03-26T06:30' },
    dayBefore: { jerusalem: '2027-03-25T22:00', newYork: '2027-03-26T04:00' },
    hours: ['2027-03-25T22:00', '2027-03-25T23:00', '2027-03-26T00:00', '2027-03-26T01:00'],
  },
  {
    season: 'autumn: 01:30 comes twice on 31 October',
    from: '2027-10-29T20:00:00Z',
    at: '01:30',
    date: '2027-10-31',
    stops: ['2027-10-30T22:31:00Z', '2027-10-30T23:31:00Z', '2027-11-01T05:30:10Z'],
    daily: {
      jerusalem: ['2027-10-29T22:30', '2027-10-30T22:30', '2027-10-31T23:30'],
      newYork: ['2027-10-30T05:30', '2027-10-31T05:30', '2027-11-01T05:30'],
    },
    once: { jerusalem: '2027-10-30T22:30', newYork: '2027-10-31T05:30' },
    dayBefore: { jerusalem: '2027-10-30T21:00', newYork: '2027-10-31T04:00' },
    hours: ['2027-10-30T21:00', '2027-10-30T22:00', '2027-10-30T23:00', '2027-10-31T00:00'],
  },
]
