import { el } from './dom.js'

const styles = [
  [/^```([\s\S]+?)```/, 'code'],
  [/^\*(?=\S)([^*\n]*[^\s*])\*/, 'strong'],
  [/^_(?=\S)([^_\n]*[^\s_])_(?!\w)/, 'em'],
  [/^~(?=\S)([^~\n]*[^\s~])~/, 's'],
  [/^`([^`\n]+)`/, 'code'],
]
const link = /^https?:\/\/[^\s<]+[^\s<.,;:!?)\]'"]/

/** WhatsApp's own signs: *bold*, _italic_, ~struck~, ```code```, and addresses. */
export function formatted(text) {
  const nodes = []
  let plain = ''
  const flush = () => {
    if (plain) nodes.push(plain)
    plain = ''
  }
  for (let rest = text; rest.length > 0; ) {
    const atWord = plain === '' || /[\s([{"'*_~]$/.test(plain)
    const style = atWord ? styles.find(([pattern]) => pattern.test(rest)) : undefined
    const url = link.exec(rest)?.[0]
    if (style) {
      const [whole, inner] = style[0].exec(rest)
      flush()
      nodes.push(el(style[1], {}, style[1] === 'code' ? inner : formatted(inner)))
      rest = rest.slice(whole.length)
    } else if (url) {
      flush()
      nodes.push(el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url))
      rest = rest.slice(url.length)
    } else {
      const [char] = rest
      plain += char
      rest = rest.slice(char.length)
    }
  }
  flush()
  return nodes
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

export const timeOf = at => clock.format(at)

/** Whether a text begins in a script that runs from right to left. */
export const isRightToLeft = text => /^[^A-Za-z\u00c0-\u02af]*[\u0590-\u08ff]/.test(text)

export function dayOf(at) {
  const start = date => new Date(date).setHours(0, 0, 0, 0)
  const days = Math.round((start(Date.now()) - start(at)) / 86_400_000)
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : day.format(at)
}

const plain = text => text?.replace(/```|[*_~](?=\S)|(?<=\S)[*_~]/g, '')

/** One line for a quote. */
export function summary({ content }) {
  const names = {
    image: '📷 Photo',
    video: '🎥 Video',
    audio: '🎤 Audio',
    document: '📄 Document',
    sticker: 'Sticker',
    location: '📍 Location',
    contacts: '👤 Contact',
  }
  return plain(content.text) || names[content.type] || content.header?.text || 'Message'
}
