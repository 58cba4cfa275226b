import { byId, el } from './dom.js'

/** Something over the chat: closed by Escape, by its cross, by a click beside it, or by `close`. */
export function openVeil(className, build) {
  const before = document.activeElement
  const veil = el('div', { class: `veil ${className}`, role: 'dialog', 'aria-modal': 'true' })
  const close = () => {
    veil.remove()
    document.removeEventListener('keydown', keys)
    before?.focus?.()
  }
  const keys = event => {
    if (event.key === 'Escape') close()
    if (event.key === 'Tab') keepFocus(event, veil)
  }
  veil.addEventListener('click', event => event.target === veil && close())
  veil.append(...[build(close)].flat())
  document.addEventListener('keydown', keys)
  byId('layer').append(veil)
  veil.querySelector('button, [href], iframe')?.focus({ preventScroll: true })
  return { veil, close }
}

function keepFocus(event, veil) {
  const stops = [...veil.querySelectorAll('button:not(:disabled), [href], input, video, iframe')]
  const [first, last] = [stops[0], stops.at(-1)]
  if (event.shiftKey && document.activeElement === first) last?.focus()
  else if (!event.shiftKey && document.activeElement === last) first?.focus()
  else return
  event.preventDefault()
}

export const sheetHeader = (title, close) =>
  el(
    'header',
    {},
    el('h2', { dir: 'auto' }, title),
    el('button', { class: 'icon', type: 'button', 'aria-label': 'Close', testid: 'sheet-close', onclick: close }, '✕'),
  )

/** The rows of a list message. One tap chooses and sends. */
export function openListSheet({ content }, choose) {
  const { list } = content
  return openVeil('', close => {
    const option = ({ id, title, description }) =>
      el(
        'button',
        {
          class: 'option',
          type: 'button',
          testid: 'list-row',
          data: { row: id },
          onclick: () => close() ?? choose(id),
        },
        el('span', { dir: 'auto' }, title, description ? el('small', {}, description) : null),
      )
    const sections = list.sections.map(section => [
      section.title ? el('h3', { dir: 'auto' }, section.title) : null,
      section.rows.map(option),
    ])
    return el(
      'div',
      { class: 'sheet', testid: 'list-sheet' },
      sheetHeader(list.button, close),
      el('div', { class: 'scroll' }, sections.flat(2).filter(Boolean)),
    )
  })
}

/** A page of the sandbox itself, over the chat: the checkout. It closes when the page says that it is done. */
export function openPageSheet(title, url) {
  const { veil, close } = openVeil('', shut =>
    el(
      'div',
      { class: 'sheet page', testid: 'page-sheet' },
      sheetHeader(title, shut),
      el('iframe', { src: url, title, testid: 'pay-frame' }),
    ),
  )
  const listen = event => {
    if (!veil.isConnected) return window.removeEventListener('message', listen)
    if (event.origin !== location.origin || event.data?.from !== 'sandbox-pay') return
    setTimeout(close, event.data.close ? 0 : 1600)
  }
  window.addEventListener('message', listen)
}

/** Pictures and videos one after the other, large. */
export function openLightbox(messages, start) {
  let at = start
  openVeil('lightbox', close => {
    const stage = el('div', { class: 'stage' })
    const count = el('output', {})
    const show = step => {
      at = (at + step + messages.length) % messages.length
      const { url, mimeType } = mediaIn(messages[at])
      const video = mimeType.startsWith('video/')
      stage.replaceChildren(
        el(video ? 'video' : 'img', { src: url, alt: 'Picture', controls: video, testid: 'lightbox-media' }),
      )
      count.textContent = `${at + 1} / ${messages.length}`
    }
    const keys = event => {
      if (!stage.isConnected) return document.removeEventListener('keydown', keys)
      if (event.key === 'ArrowLeft') show(-1)
      if (event.key === 'ArrowRight') show(1)
    }
    document.addEventListener('keydown', keys)
    stage.addEventListener('click', event => event.target === stage && close())
    const button = (className, label, sign, onclick) =>
      el('button', { class: `icon ${className}`, type: 'button', 'aria-label': label, onclick }, sign)
    show(0)
    const arrows =
      messages.length > 1
        ? [button('previous', 'Previous', '‹', () => show(-1)), button('next', 'Next', '›', () => show(1))]
        : []
    return [button('close', 'Close', '✕', close), count, stage, ...arrows]
  })
}

export const mediaIn = ({ content }) => content.media ?? content.header?.media

let toastTimer

export function toast(words) {
  for (const old of document.querySelectorAll('.toast')) old.remove()
  byId('layer').append(el('div', { class: 'toast', role: 'status', testid: 'toast' }, words))
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => document.querySelector('.toast')?.remove(), 4000)
}
