import { drawing, el } from './dom.js'
import { formatted, isRightToLeft, summary, timeOf } from './words.js'

const one = ['M2 6.500 5.500 10 13 2']
const two = ['M1 6.500 4.500 10 12 2', 'M7.500 8.800 8.700 10 16 2']
const paths = {
  reply: ['M9 14 4 9l5-5', 'M4 9h9a7 7 0 0 1 7 7v3'],
  list: ['M8 6h12M8 12h12M8 18h12', 'M4 6h.01M4 12h.01M4 18h.01'],
  link: ['M14 4h6v6', 'M20 4 11 13', 'M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5'],
}

function ticks(message) {
  if (message.from !== 'phone') return null
  const { status } = message
  const className = `ticks ${status}`
  return drawing(status === 'sent' ? one : two, className, '0 0 17 12', status)
}

function meta(message) {
  return el('span', { class: 'meta' }, el('time', {}, timeOf(message.at)), ticks(message))
}

const text = value => el('span', { class: 'text', dir: 'auto', testid: 'text' }, formatted(value))

/** What is quoted, as a button that leads to it; also used above the composer. */
export function quoteOf(quoted, world, onclick) {
  if (!quoted) return null
  const mine = quoted.from === 'phone'
  const image = quoted.content.type === 'image' ? quoted.content.media?.url : undefined
  return el(
    onclick ? 'button' : 'div',
    {
      class: `quote ${mine ? 'mine' : ''}`,
      testid: 'quote',
      data: { quotes: quoted.id },
      type: onclick && 'button',
      onclick,
    },
    el('span', {}, el('b', {}, mine ? 'You' : world.businessName), el('i', { dir: 'auto' }, summary(quoted))),
    image && el('img', { src: image, alt: '' }),
  )
}

function picture(media, open) {
  const button = el('button', { class: 'picture', type: 'button', 'aria-label': 'Open the picture', onclick: open })
  const image = el('img', { src: media.url, alt: 'Picture', testid: 'image' })
  if (media.width && media.height) image.style.aspectRatio = String(Math.max(0.7, media.width / media.height))
  button.append(image)
  return button
}

function mediaOf(type, media, open) {
  if (type === 'image' || type === 'sticker') return picture(media, open)
  if (type === 'video')
    return el(
      'span',
      { class: 'picture' },
      el('video', { src: media.url, controls: true, preload: 'metadata', playsinline: true, testid: 'video' }),
    )
  if (type === 'audio') return el('audio', { src: media.url, controls: true, preload: 'metadata' })
  return el(
    'a',
    { class: 'file', href: media.url, download: media.filename ?? 'file', testid: 'document' },
    '📄',
    el('b', { class: 'name' }, media.filename ?? 'Document'),
  )
}

function header({ header }, open) {
  if (!header) return null
  if (header.type === 'text') return el('b', { class: 'title', dir: 'auto' }, header.text)
  return header.media ? mediaOf(header.type, header.media, open) : null
}

function actions(message, world) {
  const { buttons = [], list, link } = message.content
  const rows = buttons.map(({ id, title }) =>
    el(
      'button',
      {
        class: 'action',
        type: 'button',
        testid: 'reply-button',
        data: { button: id },
        onclick: () => world.tap(message, id),
      },
      drawing(paths.reply),
      el('span', { dir: 'auto' }, title),
    ),
  )
  if (list) {
    rows.push(
      el(
        'button',
        { class: 'action', type: 'button', testid: 'list-button', onclick: () => world.openList(message) },
        drawing(paths.list),
        el('span', { dir: 'auto' }, list.button),
      ),
    )
  }
  if (link) {
    const onclick = event => world.openLink(event, link)
    rows.push(
      el(
        'a',
        {
          class: 'action',
          href: link.url,
          target: '_blank',
          rel: 'noopener noreferrer',
          testid: 'link-button',
          onclick,
        },
        drawing(paths.link),
        el('span', { dir: 'auto' }, link.label),
      ),
    )
  }
  return rows.length ? el('div', { class: 'actions' }, rows) : null
}

function reaction({ reactions }) {
  const emojis = [reactions.business, reactions.phone].filter(Boolean)
  return emojis.length ? el('span', { class: 'reaction', testid: 'reaction' }, emojis.join('')) : null
}

function tools(message, world) {
  if (message.from !== 'business') return null
  return el(
    'span',
    { class: 'tools' },
    el(
      'button',
      { type: 'button', 'aria-label': 'React', testid: 'react', onclick: event => world.react(event, message) },
      '☺',
    ),
    el('button', { type: 'button', 'aria-label': 'Reply', testid: 'reply', onclick: () => world.reply(message) }, '↩'),
  )
}

const rowClass = ({ first, messages: [message] }, reacted) =>
  ['row', message.from === 'phone' ? 'mine' : '', first ? 'first' : '', reacted ? 'reacted' : '']
    .filter(Boolean)
    .join(' ')

function row(block, reacted, ...children) {
  const [message] = block.messages
  const { id, from, status, content } = message
  const data = { id, from, status, type: block.kind === 'album' ? 'album' : content.type }
  return el('li', { class: rowClass(block, reacted), testid: 'message', data }, children)
}

export function messageRow(block, world) {
  const [message] = block.messages
  const { content } = message
  const open = () => world.openMedia(message)
  const media = content.media ? mediaOf(content.type, content.media, open) : null
  const shown =
    content.type === 'image' || content.type === 'video' || ['image', 'video'].includes(content.header?.type)
  const bare = shown && !content.text && content.type === 'image'
  // The time stands in the last line of a text, unless that line ends where the time would be.
  const tight = content.text && !content.footer && !isRightToLeft(content.text)
  const bubble = el(
    'div',
    { class: `bubble ${shown ? 'media' : ''} ${bare ? 'bare' : ''} ${tight ? 'tight' : ''}` },
    quoteOf(world.find(message.quotes), world, () => world.show(message.quotes)),
    header(content, open),
    media,
    content.text ? text(content.text) : null,
    content.footer ? el('span', { class: 'footer', dir: 'auto' }, content.footer) : null,
    meta(message),
    reaction(message),
  )
  const emoji = reaction(message) !== null
  return row(block, emoji, bubble, actions(message, world), tools(message, world))
}

const isTall = ({ content: { media } }) => media.width && media.width / media.height < 0.72

export function albumRow(block, world) {
  const cells = block.messages.map(message => {
    const emoji = [message.reactions.business, message.reactions.phone].filter(Boolean).join('')
    const data = { id: message.id, status: message.status }
    return el(
      'button',
      {
        type: 'button',
        testid: 'album-image',
        data,
        'aria-label': 'Open the picture',
        onclick: () => world.openMedia(message),
      },
      el('img', { src: message.content.media.url, alt: 'Picture', testid: 'image' }),
      emoji ? el('span', { class: 'mark', testid: 'reaction' }, emoji) : null,
    )
  })
  const album = el(
    'div',
    { class: `album ${cells.length > 4 ? 'many' : ''} ${isTall(block.messages[0]) ? 'tall' : ''}` },
    cells,
  )
  // The album's ticks are those of its slowest picture.
  const order = ['sent', 'delivered', 'read']
  const slowest = block.messages.reduce((a, b) => (order.indexOf(b.status) < order.indexOf(a.status) ? b : a))
  return row(
    block,
    false,
    el('div', { class: 'bubble albumed' }, album, meta({ ...slowest, at: block.messages.at(-1).at })),
  )
}

export function dayRow({ text: words }) {
  return el('li', { class: 'chip', testid: 'day' }, words)
}
