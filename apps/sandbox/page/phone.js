import { phoneApi } from './api.js'
import { blocksOf } from './blocks.js'
import { albumRow, dayRow, messageRow } from './bubbles.js'
import { createComposer } from './composer.js'
import { byId, el } from './dom.js'
import { mediaIn, openLightbox, openListSheet, openPageSheet, toast } from './sheets.js'

const phone = decodeURIComponent(location.pathname.split('/').pop()).replace(/\D/g, '')
const api = phoneApi(phone)
const chat = byId('chat')
const list = byId('messages')
const messages = new Map()
const rows = new Map()
let typingUntil = 0
let typingTimer
let unseen = 0
let readTimer

const attempt = work => work().catch(error => toast(error.message))
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The sandbox's own checkout opens over the chat, whatever name this machine was called by. */
function ownPath(address) {
  const url = new URL(address)
  const samePlace =
    url.host === location.host ||
    (loopback.has(url.hostname) && loopback.has(location.hostname) && url.port === location.port)
  return samePlace && url.pathname === '/pay' ? url.pathname + url.search : undefined
}

const world = {
  businessName: '',
  find: id => messages.get(id),
  show(id) {
    const row = list.querySelector(`[data-id="${CSS.escape(id)}"]`)
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    const target = row?.closest('.row')
    target?.classList.add('flash')
    setTimeout(() => target?.classList.remove('flash'), 1300)
  },
  tap: (message, id) => attempt(() => api.say({ type: 'button', id, messageId: message.id })),
  openList: message =>
    openListSheet(message, id => attempt(() => api.say({ type: 'list', id, messageId: message.id }))),
  openLink(event, { label, url }) {
    const path = ownPath(url)
    if (!path) return
    event.preventDefault()
    openPageSheet(label, path)
  },
  openMedia(message) {
    const all = [...messages.values()].filter(one => mediaIn(one) && /^(image|video)\//.test(mediaIn(one).mimeType))
    openLightbox(all, all.indexOf(message))
  },
  reply: message => composer.quote(message),
  react(event, message) {
    for (const old of document.querySelectorAll('.emojis')) old.remove()
    const row = event.currentTarget.closest('.row')
    const say = emoji => attempt(() => api.say({ type: 'reaction', messageId: message.id, emoji }))
    const pick = emoji => () => {
      row.querySelector('.emojis')?.remove()
      say(message.reactions.phone === emoji ? '' : emoji)
    }
    const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏']
    row.append(
      el(
        'div',
        { class: 'emojis', testid: 'emojis' },
        emojis.map(emoji => el('button', { type: 'button', onclick: pick(emoji) }, emoji)),
      ),
    )
  },
}
const composer = createComposer(api, world, phone)

const nearBottom = () => chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120
const toBottom = () => {
  chat.scrollTop = chat.scrollHeight
}

function showDown() {
  const near = nearBottom()
  if (near) unseen = 0
  byId('down').hidden = near
  byId('unread').textContent = unseen || ''
}

/** Rows that have not changed stay as they are: a video goes on playing, pictures do not flicker. */
function render(animate) {
  const stick = nearBottom()
  const ordered = [...messages.values()].sort((a, b) => a.at - b.at)
  const seen = new Set()
  let before = list.firstChild
  for (const block of blocksOf(ordered)) {
    seen.add(block.key)
    const quoted = block.messages?.map(message => messages.get(message.quotes)?.content)
    const signature = JSON.stringify([block, quoted])
    let entry = rows.get(block.key)
    if (entry?.signature !== signature) {
      const node =
        block.kind === 'day'
          ? dayRow(block)
          : block.kind === 'album'
            ? albumRow(block, world)
            : messageRow(block, world)
      if (!entry && animate) node.classList.add('new')
      if (entry) entry.node.replaceWith(node)
      if (before === entry?.node) before = node
      entry = { signature, node }
      rows.set(block.key, entry)
    }
    if (entry.node === before) before = before.nextSibling
    else list.insertBefore(entry.node, before)
  }
  for (const [key, { node }] of rows) {
    if (seen.has(key)) continue
    node.remove()
    rows.delete(key)
  }
  if (stick) requestAnimationFrame(toBottom)
  showDown()
}

function showTyping() {
  clearTimeout(typingTimer)
  const left = typingUntil - Date.now()
  const on = left > 0
  byId('typing').hidden = !on
  byId('presence').textContent = on ? 'typing…' : 'online'
  if (!on) return
  typingTimer = setTimeout(showTyping, left + 20)
  if (nearBottom()) requestAnimationFrame(toBottom)
}

/** Seen means seen: the page is in front, and the message has arrived. */
function readSoon() {
  const unread = [...messages.values()].some(({ from, status }) => from === 'business' && status === 'delivered')
  if (!unread || document.visibilityState !== 'visible') return
  clearTimeout(readTimer)
  readTimer = setTimeout(() => api.read().catch(() => {}), 250)
}

function showChat(state) {
  world.businessName = state.business.name
  document.title = `${state.business.name} · +${phone}`
  byId('business-name').textContent = state.business.name
  byId('avatar').textContent = state.business.name.slice(0, 1)
  byId('owner-name').textContent = state.name
  byId('owner-number').textContent = `+${phone}`
  messages.clear()
  for (const message of state.messages) messages.set(message.id, message)
  typingUntil = state.typingUntil
  document.body.dataset.ready = 'true'
}

function listen() {
  const events = api.events()
  let first = true
  events.addEventListener('chat', event => {
    showChat(JSON.parse(event.data))
    render(false)
    if (first) requestAnimationFrame(toBottom)
    first = false
    showTyping()
    readSoon()
  })
  events.addEventListener('message', event => {
    const message = JSON.parse(event.data)
    const isNew = !messages.has(message.id)
    if (isNew && message.from === 'business' && !nearBottom()) unseen++
    messages.set(message.id, message)
    render(true)
    if (isNew && message.from === 'phone') requestAnimationFrame(toBottom)
    readSoon()
  })
  events.addEventListener('typing', event => {
    typingUntil = JSON.parse(event.data).until
    showTyping()
  })
  events.addEventListener('cleared', () => {
    messages.clear()
    render(false)
  })
}

function menu() {
  const next = String(Number(phone) + 1)
  for (const id of ['next-phone', 'menu-next']) byId(id).href = `/phone/${next}`
  for (const id of ['side-by-side', 'menu-grid']) byId(id).href = `/phones?n=${phone},${next}`
  if (window.parent !== window) for (const id of ['menu-next', 'menu-grid']) byId(id).hidden = true
  const button = byId('menu-button')
  const toggle = open => {
    byId('menu').hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }
  button.addEventListener('click', event => {
    event.stopPropagation()
    toggle(byId('menu').hidden)
  })
  document.addEventListener('click', () => toggle(false))
  document.addEventListener('keydown', event => event.key === 'Escape' && toggle(false))
  byId('menu-window').addEventListener('click', () =>
    attempt(async () => {
      await api.change({ window: 'closed' })
      toast('Closed: until you write again, only templates may reach you.')
    }),
  )
}

let stuck = true
new ResizeObserver(() => stuck && toBottom()).observe(chat)
chat.addEventListener('scroll', () => {
  stuck = nearBottom()
})
chat.addEventListener('scroll', showDown, { passive: true })
// Pictures grow the chat when they have loaded.
chat.addEventListener('load', () => chat.scrollHeight - chat.scrollTop - chat.clientHeight < 420 && toBottom(), true)
byId('down').addEventListener('click', toBottom)
document.addEventListener('click', event => {
  if (!event.target.closest('.emojis, .tools')) for (const old of document.querySelectorAll('.emojis')) old.remove()
})
document.addEventListener('visibilitychange', readSoon)
menu()
listen()
