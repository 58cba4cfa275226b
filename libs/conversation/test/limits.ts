import { OutboundContent } from '@astria-bot/contracts'
import type { Effect, OutboundMessage } from '@astria-bot/conversation'
import { checkLimits } from '@astria-bot/whatsapp'

/** What WhatsApp would refuse in a message, counted in UTF-16 units. Written apart from the code that keeps to it. */
export function faultsOf(message: OutboundMessage): string[] {
  const faults: string[] = []
  const most = (what: string, text: string | undefined, max: number): void => {
    if (text === undefined) return
    if (text.length > max) faults.push(`${what}: ${text.length} > ${max}: ${text.slice(0, 80)}`)
    if (text.trim() === '') faults.push(`${what} is empty`)
    if (count(text, '\u2068') !== count(text, '\u2069')) faults.push(`${what}: an isolate is not closed: ${text}`)
    if (/undefined|NaN|\[object|null/.test(text)) faults.push(`${what}: ${text}`)
    if (!isWellFormed(text)) faults.push(`${what}: half a character`)
  }
  const content = OutboundContent.safeParse(message)
  if (content.success) faults.push(...checkLimits(content.data).map(problem => problem.message))
  else faults.push(`not an OutboundContent: ${JSON.stringify(message)}`)
  switch (message.type) {
    case 'text':
      most('text', message.body, 4096)
      break
    case 'image':
    case 'video':
      most('caption', message.caption, 1024)
      break
    case 'reaction':
      most('emoji', message.emoji, 8)
      break
    case 'link':
      most('body', message.body, 1024)
      most('label', message.label, 20)
      break
    case 'buttons': {
      most('body', message.body, 1024)
      const titles = message.buttons.map(button => button.title)
      for (const { id, title } of message.buttons) {
        most('button id', id, 256)
        most('button', title, 20)
      }
      if (titles.length < 1 || titles.length > 3) faults.push(`${titles.length} buttons`)
      if (new Set(titles).size < titles.length) faults.push(`two buttons of one title: ${titles}`)
      break
    }
    case 'list': {
      most('body', message.body, 4096)
      most('list button', message.button, 20)
      const rows = message.sections.flatMap(section => section.rows)
      for (const { id, title, description } of rows) {
        most('row id', id, 200)
        most('row', title, 24)
        most('description', description, 72)
      }
      if (rows.length < 1 || rows.length > 10) faults.push(`${rows.length} rows`)
      if (new Set(rows.map(row => row.id)).size < rows.length) faults.push('two rows of one id')
      break
    }
  }
  return faults
}

export const messagesOf = (effects: readonly Effect[]): OutboundMessage[] =>
  effects.flatMap(effect => (effect.kind === 'say' ? [effect.message] : []))

export const bodyOf = (message: OutboundMessage): string => ('body' in message ? message.body : '')

/** The ids of the buttons and rows that a customer could tap. */
export const idsOf = (effects: readonly Effect[]): string[] =>
  messagesOf(effects).flatMap(message => {
    if (message.type === 'buttons') return message.buttons.map(button => button.id)
    return message.type === 'list' ? message.sections.flatMap(section => section.rows.map(row => row.id)) : []
  })

const count = (text: string, what: string): number => text.split(what).length - 1

const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text)
