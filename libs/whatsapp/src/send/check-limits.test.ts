import type { OutboundContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { checkLimits } from './check-limits.ts'

const file = { fileKey: 'k', mimeType: 'image/jpeg' }
const long = (length: number) => 'x'.repeat(length)
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `t${index}` }))
const buttons = [
  { id: 'a', title: 'A' },
  { id: 'b', title: 'B' },
]

/** Content at the limit, and what is one beyond it. */
const cases: readonly [OutboundContent, OutboundContent, field: string, code: string][] = [
  [{ type: 'text', body: long(4096) }, { type: 'text', body: long(4097) }, 'body', 'too_long'],
  [{ type: 'text', body: 'x' }, { type: 'text', body: ' \n' }, 'body', 'missing'],
  [{ type: 'text', body: '👋'.repeat(2048) }, { type: 'text', body: '👋'.repeat(2049) }, 'body', 'too_long'],
  [{ type: 'image', file, caption: long(1024) }, { type: 'image', file, caption: long(1025) }, 'caption', 'too_long'],
  [{ type: 'image', file }, { type: 'image', file: { ...file, mimeType: 'image/webp' } }, 'file', 'unsupported_media'],
  [
    { type: 'video', file: { ...file, mimeType: 'video/mp4' } },
    { type: 'video', file: { ...file, mimeType: 'video/quicktime' } },
    'file',
    'unsupported_media',
  ],
  [{ type: 'buttons', body: long(1024), buttons }, { type: 'buttons', body: long(1025), buttons }, 'body', 'too_long'],
  [
    { type: 'buttons', body: 'x', buttons: [...buttons, { id: 'c', title: 'C' }] },
    { type: 'buttons', body: 'x', buttons: [...buttons, { id: 'c', title: 'C' }, { id: 'd', title: 'D' }] },
    'buttons',
    'too_many',
  ],
  [
    { type: 'buttons', body: 'x', buttons: [{ id: long(256), title: long(20) }] },
    { type: 'buttons', body: 'x', buttons: [{ id: 'a', title: long(21) }] },
    'buttons.0.title',
    'too_long',
  ],
  [
    { type: 'buttons', body: 'x', buttons, footer: long(60) },
    { type: 'buttons', body: 'x', buttons: [{ id: long(257), title: 'A' }] },
    'buttons.0.id',
    'too_long',
  ],
  [
    { type: 'buttons', body: 'x', buttons },
    { type: 'buttons', body: 'x', buttons: [...buttons, { id: 'c', title: 'A' }] },
    'buttons.title',
    'not_unique',
  ],
  [
    { type: 'buttons', body: 'x', buttons, header: { type: 'text', text: long(60) } },
    { type: 'buttons', body: 'x', buttons, header: { type: 'text', text: long(61) } },
    'header',
    'too_long',
  ],
  [
    { type: 'list', body: long(4096), button: long(20), sections: [{ rows: rows(10) }] },
    { type: 'list', body: long(4097), button: 'x', sections: [{ rows: rows(1) }] },
    'body',
    'too_long',
  ],
  [
    { type: 'list', body: 'x', button: 'x', sections: [{ title: long(24), rows: rows(1) }] },
    { type: 'list', body: 'x', button: long(21), sections: [{ rows: rows(1) }] },
    'button',
    'too_long',
  ],
  [
    { type: 'list', body: 'x', button: 'x', sections: [{ title: 'a', rows: rows(5) }], header: long(60) },
    { type: 'list', body: 'x', button: 'x', sections: [{ rows: rows(11) }] },
    'rows',
    'too_many',
  ],
  [
    {
      type: 'list',
      body: 'x',
      button: 'x',
      sections: [{ rows: [{ id: long(200), title: long(24), description: long(72) }] }],
    },
    { type: 'list', body: 'x', button: 'x', sections: [{ rows: [{ id: 'a', title: long(25) }] }] },
    'sections.0.rows.0.title',
    'too_long',
  ],
  [
    { type: 'list', body: 'x', button: 'x', sections: [{ rows: rows(2) }] },
    { type: 'list', body: 'x', button: 'x', sections: [{ rows: [{ id: 'a', title: 'x', description: long(73) }] }] },
    'sections.0.rows.0.description',
    'too_long',
  ],
  [
    { type: 'list', body: 'x', button: 'x', sections: [{ title: 'a', rows: rows(1) }] },
    {
      type: 'list',
      body: 'x',
      button: 'x',
      sections: [{ title: 'a', rows: rows(1) }, { rows: [{ id: 'z', title: 'z' }] }],
    },
    'sections.1.title',
    'missing',
  ],
  [
    { type: 'list', body: 'x', button: 'x', sections: [{ title: 'a', rows: rows(1) }] },
    { type: 'list', body: 'x', button: 'x', sections: [{ title: 'a', rows: [...rows(1), ...rows(1)] }] },
    'rows.id',
    'not_unique',
  ],
  [
    { type: 'link', body: 'x', label: long(20), url: 'https://pay.example/' },
    { type: 'link', body: 'x', label: long(21), url: 'https://pay.example/' },
    'label',
    'too_long',
  ],
]

test('what the Cloud API refuses is found before it is sent', async t => {
  for (const [right, wrong, field, code] of cases) {
    t.same(checkLimits(right), [], `${right.type} ${field} at its limit`)
    t.match(checkLimits(wrong), [{ field, code }], `${wrong.type} ${field} beyond`)
  }
})

test('every problem is found, and none repeats the text', async t => {
  const secret = 'private words '.repeat(100)
  const problems = checkLimits({
    type: 'buttons',
    body: secret,
    buttons: [{ id: 'a', title: secret }],
    footer: secret,
    header: { type: 'image', file: { fileKey: 'k', mimeType: 'text/plain' } },
  })
  t.same(
    problems.map(({ field }) => field),
    ['body', 'footer', 'header', 'buttons.0.title'],
  )
  t.notMatch(JSON.stringify(problems), /private/)
})
