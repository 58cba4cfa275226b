import { test } from 'tap'
import { mediaLink, verifyMediaLink } from './media-link.ts'

test('a link opens its file until it expires, and no other', async t => {
  const link = new URL(mediaLink('packs/1/cover-x.jpg', 1000, 'secret'), 'http://x')
  t.equal(link.pathname, '/media/packs/1/cover-x.jpg')
  const query = Object.fromEntries(link.searchParams) as { exp: string; sig: string }
  t.equal(verifyMediaLink('packs/1/cover-x.jpg', query, 'secret', 999_999), true)
  t.equal(verifyMediaLink('packs/1/cover-x.jpg', query, 'secret', 1_000_000), false)
  t.equal(verifyMediaLink('packs/1/cover-y.jpg', query, 'secret', 0), false)
  t.equal(verifyMediaLink('packs/1/cover-x.jpg', { ...query, exp: '2000' }, 'secret', 0), false)
  t.equal(verifyMediaLink('packs/1/cover-x.jpg', query, 'other', 0), false)
  for (const sig of ['', 'x', `${query.sig}x`])
    t.equal(verifyMediaLink('packs/1/cover-x.jpg', { ...query, sig }, 'secret', 0), false)
})

test('what a file is to be served as is signed too', t => {
  const link = new URL(mediaLink('a.png', 1000, 'secret', 'image'), 'http://x')
  const { as, ...query } = Object.fromEntries(link.searchParams) as { exp: string; sig: string; as: 'image' }
  t.equal(as, 'image')
  t.equal(verifyMediaLink('a.png', { ...query, as }, 'secret', 0), true)
  t.equal(verifyMediaLink('a.png', query, 'secret', 0), false)
  t.end()
})
