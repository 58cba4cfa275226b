/** A Thursday before the last Sunday of a February without a 29th. */
export const begin = Date.parse('2027-02-25T12:00:00Z')
/** The hours that the week lasts: to the noon after its eighth morning. */
export const weekHours = 8.5 * 24
const days = ['02-26', '02-27', '02-28', '02-29', '03-01', '03-02', '03-03', '03-04']
const zones = ['Asia/Jerusalem', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', undefined]
/** What is answered to whoever asks for the price. */
export const answer = 'Every pack has its price'

/** People with birthdays all over the week, in zones all over the earth; those of the first zone are VIPs. */
export const people = days.flatMap((day, index) =>
  zones.map((timeZone, at) => ({
    phone: `97250${String(2_000_000 + index * 10 + at)}`,
    birthday: at % 2 === 0 ? `--${day}` : `${index === 3 ? 1992 : 1990}-${day}`,
    ...(timeZone === undefined ? {} : { timeZone }),
    tags: at === 0 ? ['vip'] : [],
  })),
)
/** So many of them have a model that expires. */
export const withModel = 10

const send = (name: string, id = 'send') => ({
  id,
  type: 'send_template',
  template: { type: 'template', name, language: 'en_US' },
})
const missed = { rule: 'all', withinHours: 24 * 31 }

/** The templates that they send. */
export const templates = ['birthday', 'daily', 'expiring', 'expiring_again']

/** A birthday, a daily line, a date with a wait behind it, and a keyword. */
export const automations = [
  {
    name: 'Birthday',
    trigger: { type: 'birthday', at: '09:00', leapDay: 'march_1' },
    steps: [send('birthday')],
    missed,
  },
  {
    name: 'Daily',
    trigger: {
      type: 'schedule',
      cron: '0 9 * * *',
      timeZone: 'Asia/Jerusalem',
      audience: { field: 'contact.tags', op: 'has', value: 'vip' },
    },
    steps: [send('daily')],
    missed,
  },
  {
    name: 'Expiring',
    trigger: {
      type: 'relative',
      to: { field: 'model.expiresAt' },
      offset: { days: 3 },
      direction: 'before',
      at: '10:00',
    },
    steps: [send('expiring'), { id: 'wait', type: 'wait', for: { days: 1 } }, send('expiring_again', 'again')],
    missed,
  },
  {
    name: 'Price',
    trigger: { type: 'keyword', keywords: [{ text: 'price', match: 'contains' }] },
    steps: [{ id: 'answer', type: 'send', content: { type: 'text', body: answer }, essential: true }],
  },
]
