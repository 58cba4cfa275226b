import { el } from './dom.js'
import { openVeil, sheetHeader } from './sheets.js'

const words = {
  blurred: 'Blurred',
  dark: 'Too dark',
  two: 'Two people',
  sunglasses: 'Sunglasses',
  hat: 'Hat',
  funny: 'Funny face',
  small: 'Too small',
  nobody: 'Nobody',
  boy: 'A child',
}

/** Why a sample is there, if it is there to be refused. */
function labelOf(name) {
  const parts = name.split('-')
  return words[parts[3]] ?? words[parts[0]]
}

/** What is chosen, in the order of the taps; tells `changed` after every tap. */
function createChoice(changed) {
  const names = []
  return {
    names,
    toggle(name) {
      const at = names.indexOf(name)
      if (at >= 0) names.splice(at, 1)
      else names.push(name)
      changed()
    },
    toggleAll(all) {
      const missing = all.filter(name => !names.includes(name))
      if (missing.length) names.push(...missing)
      else names.splice(0, names.length, ...names.filter(name => !all.includes(name)))
      changed()
    },
  }
}

function sampleButton(name, choice) {
  const label = labelOf(name)
  const image = el('img', { src: `/samples/${name}?size=thumb`, alt: label ?? name, loading: 'lazy' })
  const data = { sample: name }
  const onclick = () => choice.toggle(name)
  const options = { class: 'sample', type: 'button', testid: 'sample', data, 'aria-pressed': 'false', onclick }
  return el('button', options, image, el('b', {}), label ? el('em', {}, label) : null)
}

function section({ title, samples }, choice) {
  const data = { group: title }
  const all = el(
    'button',
    { type: 'button', testid: 'select-all', data, onclick: () => choice.toggleAll(samples) },
    'All',
  )
  return [
    el('h3', {}, title, all),
    el(
      'div',
      { class: 'samples' },
      samples.map(name => sampleButton(name, choice)),
    ),
  ]
}

function showChoice(sheet, names) {
  const send = sheet.querySelector('.primary')
  send.disabled = names.length === 0
  send.textContent = names.length === 0 ? 'Send' : `Send ${names.length}`
  for (const button of sheet.querySelectorAll('.sample')) {
    const at = names.indexOf(button.dataset.sample)
    button.setAttribute('aria-pressed', String(at >= 0))
    button.querySelector('b').textContent = at >= 0 ? at + 1 : ''
  }
}

/** Pictures to send: from this device, or drawn ones that lie ready. Several at once, in the order of the taps. */
export async function openTray(person, { sendSamples, pickFiles }) {
  const { groups } = await (await fetch(`/samples?person=${person}`)).json()
  openVeil('', close => {
    const choice = createChoice(() => showChoice(sheet, choice.names))
    const send = {
      class: 'primary',
      type: 'button',
      testid: 'tray-send',
      onclick: () => close() ?? sendSamples(choice.names),
    }
    const device = { class: 'secondary', type: 'button', testid: 'pick-files', onclick: () => close() ?? pickFiles() }
    const sheet = el(
      'div',
      { class: 'sheet tray', testid: 'tray' },
      sheetHeader('Send pictures', close),
      el(
        'div',
        { class: 'scroll' },
        groups.flatMap(group => section(group, choice)),
      ),
      el('div', { class: 'bar' }, el('button', device, 'From this device…'), el('button', send, 'Send')),
    )
    showChoice(sheet, choice.names)
    return sheet
  })
}
