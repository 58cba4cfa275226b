import { dayOf } from './words.js'

const TOGETHER_MS = 120_000

const isLonePicture = ({ content, quotes }) => content.type === 'image' && content.media && !content.text && !quotes

/** Pictures without words that came together are one album. */
function albumAt(messages, start) {
  const first = messages[start]
  if (!isLonePicture(first)) return [first]
  const album = [first]
  for (let i = start + 1; i < messages.length && album.length < 30; i++) {
    const message = messages[i]
    const near = message.at - album.at(-1).at < TOGETHER_MS && dayOf(message.at) === dayOf(first.at)
    if (!near || message.from !== first.from || !isLonePicture(message)) break
    album.push(message)
  }
  return album.length >= 2 ? album : [first]
}

/** What stands below one another: chips with the day, messages, albums. `first` begins a run of one side. */
export function blocksOf(messages) {
  const blocks = []
  let lastDay = ''
  let lastFrom = ''
  for (let i = 0; i < messages.length; ) {
    const today = dayOf(messages[i].at)
    if (today !== lastDay) {
      blocks.push({ key: `day-${today}`, kind: 'day', text: today })
      lastDay = today
      lastFrom = ''
    }
    const album = albumAt(messages, i)
    const { id, from } = album[0]
    const kind = album.length > 1 ? 'album' : 'message'
    blocks.push({ key: id, kind, messages: album, first: from !== lastFrom })
    lastFrom = from
    i += album.length
  }
  return blocks
}
