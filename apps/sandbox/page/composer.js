import { sayFiles } from './api.js'
import { quoteOf } from './bubbles.js'
import { byId, el } from './dom.js'
import { toast } from './sheets.js'
import { openTray } from './tray.js'

/** The line at the bottom: text, pictures, and the message that is being answered. */
export function createComposer(api, world, phone) {
  const input = byId('input')
  let replyTo

  const attempt = work => work().catch(error => toast(error.message))
  const grow = () => {
    input.style.height = 'auto'
    input.style.height = `${Math.min(input.scrollHeight, 132)}px`
  }
  const quote = message => {
    replyTo = message?.id
    byId('replying').hidden = !message
    byId('replying-quote').replaceChildren(...[message && quoteOf(message, world)].filter(Boolean))
    if (message) input.focus()
  }
  const send = () => {
    const text = input.value.trim()
    if (text === '') return
    const message = { type: 'text', text, ...(replyTo ? { replyTo } : {}) }
    input.value = ''
    grow()
    quote(undefined)
    attempt(() => api.say(message))
  }
  const sendFiles = files => files.length && attempt(() => sayFiles(api, [...files]))
  const pickFiles = () => {
    const picker = el('input', { type: 'file', multiple: true, accept: 'image/*,video/*' })
    picker.addEventListener('change', () => sendFiles(picker.files))
    picker.click()
  }
  const sendSamples = samples => attempt(() => api.say({ type: 'pictures', samples }))

  input.addEventListener('input', grow)
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  })
  input.addEventListener('paste', event => {
    if (event.clipboardData.files.length) {
      event.preventDefault()
      sendFiles(event.clipboardData.files)
    }
  })
  byId('composer').addEventListener('submit', event => {
    event.preventDefault()
    send()
  })
  byId('replying-close').addEventListener('click', () => quote(undefined))
  // Every phone has people of its own in the tray: two phones side by side are two customers.
  const person = (Number(phone.slice(-3)) % 200) + 1
  byId('attach').addEventListener('click', () => attempt(() => openTray(person, { sendSamples, pickFiles })))

  const screen = document.querySelector('.screen')
  const drag = on => event => {
    event.preventDefault()
    screen.classList.toggle('drop', on)
  }
  screen.addEventListener('dragover', drag(true))
  screen.addEventListener('dragleave', drag(false))
  screen.addEventListener('drop', event => {
    drag(false)(event)
    sendFiles(event.dataTransfer.files)
  })
  return { quote }
}
