import type { MessageContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { toInput } from './to-input.ts'

const input = (content: MessageContent, groupId?: string) =>
  toInput(
    {
      channel: '1',
      messageId: 'wamid.1',
      contact: { phone: '1' },
      sentAt: '2026-11-20T10:00:00.000Z',
      content,
      ...(groupId === undefined ? {} : { groupId }),
    },
    'picture-1',
  )
const messageId = 'wamid.1'
const media = { mediaId: 'm' }

test('messages and what they mean', async t => {
  t.same(input({ type: 'text', body: 'hi' }), { kind: 'text', text: 'hi', messageId })
  t.same(input({ type: 'button', id: 'b', title: 'B' }), { kind: 'button', id: 'b', title: 'B', messageId })
  t.same(input({ type: 'list', id: 'r', title: 'R' }), { kind: 'choice', id: 'r', title: 'R', messageId })
  t.same(input({ type: 'welcome' }), { kind: 'opened' })
  t.same(input({ type: 'reaction', messageId: 'x', emoji: null }), { kind: 'reaction', emoji: null, messageId })
})

test('a picture is an image, or a document with one in it', async t => {
  const picture = { kind: 'picture', pictureId: 'picture-1', messageId }
  t.same(input({ type: 'image', mimeType: 'image/jpeg', ...media }), picture)
  t.same(input({ type: 'document', mimeType: 'Image/HEIC', ...media }), picture)
  t.match(input({ type: 'document', mimeType: 'application/pdf', ...media }), { kind: 'other', mediaType: 'document' })
  t.match(input({ type: 'sticker', mimeType: 'image/webp', animated: false, ...media }), { kind: 'other' })
})

test('what is kept and not answered', async t => {
  t.equal(input({ type: 'text', body: 'hi' }, 'group'), null)
  t.equal(input({ type: 'system', kind: 'user_changed_number' }), null)
  t.equal(input({ type: 'revoke', originalMessageId: 'x' }), null)
  t.equal(input({ type: 'edit', originalMessageId: 'x', content: { type: 'text', body: 'y' } }), null)
  t.match(input({ type: 'unsupported', originalType: 'poll', raw: {} }), { kind: 'other', mediaType: 'unsupported' })
})
