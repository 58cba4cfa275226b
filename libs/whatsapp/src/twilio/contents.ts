import { RejectedError, TransientError } from '@astria-bot/contracts'
import { type ProviderTemplate, templateLanguage } from '../templates/read-template.ts'
import { variablesIn } from '../templates/variables-in.ts'
import { fields, list, present, text } from '../values.ts'
import { isContentSid } from './content-sid.ts'
import type { RichContent } from './rich-content.ts'
import { callTwilio, type TwilioAccess } from './twilio-api.ts'

const remembered = 1000
const listFreshMs = 10 * 60_000
const missFreshMs = 1000
const maxPages = 1000

/** Twilio's Content API: templates, and kinds of messages that are created when they are first said. */
export interface Contents {
  /** The ContentSid of a message with buttons or a list: found among the account's contents, or created. */
  sidOf(content: RichContent, language: string): Promise<string>
  /** The ContentSid of a template by its name; a ContentSid is one already. */
  templateSid(name: string, language: string): Promise<string>
  /** The templates of the account, without what was created here. */
  templates(name?: string): AsyncGenerator<ProviderTemplate>
}

const nameOf = (key: string) => `bot-${key}`
const isOurs = (name: string) => /^bot-[\w-]{32}$/.test(name)

function buttonsIn(part: Readonly<Record<string, unknown>>) {
  return list(part.actions).map(value => {
    const action = fields(value)
    const url = text(action?.url)
    return present({
      type: (text(action?.type) ?? 'quick_reply').toLowerCase(),
      text: text(action?.title) ?? '',
      url,
      needsValue: url !== undefined && variablesIn(url).length > 0,
    }) as ProviderTemplate['buttons'][number]
  })
}

/** Reads an item of `ContentAndApprovals`; undefined when it is none. */
export function readContentTemplate(value: unknown): ProviderTemplate | undefined {
  const item = fields(value)
  const [id, language] = [text(item?.sid), text(item?.language)]
  const approval = fields(item?.approval_requests)
  const name = text(approval?.name) ?? text(item?.friendly_name)
  if (!item || id === undefined || language === undefined || name === undefined) return undefined
  const types = fields(item.types) ?? {}
  const part = fields(Object.values(types)[0]) ?? {}
  const body = text(part.body) ?? text(part.title)
  const reason = text(approval?.rejection_reason)
  return present({
    id,
    name,
    language: templateLanguage(language),
    status: (text(approval?.status) ?? 'unsubmitted').toUpperCase(),
    category: (text(approval?.category) ?? 'unknown').toLowerCase(),
    quality: 'UNKNOWN',
    reason,
    body: body === undefined ? undefined : { text: body, variables: variablesIn(body) },
    buttons: buttonsIn(part),
    cards: [],
    limitedTimeOffer: false,
    components: [types],
  }) as ProviderTemplate
}

/** Opens the contents of an account. Remembers what it created and read, in this process. */
export function openContents(access: TwilioAccess, now: () => number): Contents {
  const created = new Map<string, Promise<string>>()
  let listed: { at: number; sids: Map<string, string> } | undefined

  async function create({ key, types, variables }: RichContent, language: string): Promise<string> {
    // What stands in for a variable where it is forgotten. Nothing that was said to anybody stays at Twilio.
    const samples = Object.fromEntries(Object.keys(variables).map(place => [place, 'sample']))
    const body = JSON.stringify({ friendly_name: nameOf(key), language, types, variables: samples })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    // Creating it twice harms nobody.
    const sid = text((await callTwilio(access, `${access.contentUrl}/v1/Content`, init, 'harmless')).sid)
    if (sid === undefined) throw new TransientError('Twilio took the content but did not name it')
    return sid
  }

  async function* all(): AsyncGenerator<ProviderTemplate> {
    let url: string | undefined = `${access.contentUrl}/v1/ContentAndApprovals?PageSize=100`
    for (let page = 0; url !== undefined && page < maxPages; page += 1) {
      const answer = await callTwilio(access, url, {}, 'harmless')
      for (const item of list(answer.contents)) {
        const template = readContentTemplate(item)
        if (template) yield template
      }
      const next = text(fields(answer.meta)?.next_page_url)
      // The credentials go to Twilio's own address only, whatever the answer names.
      url =
        next && URL.canParse(next) ? `${access.contentUrl}${new URL(next).pathname}${new URL(next).search}` : undefined
    }
  }

  async function readList(freshMs = listFreshMs): Promise<Map<string, string>> {
    if (listed && now() - listed.at < freshMs) return listed.sids
    const sids = new Map<string, string>()
    for await (const { id, name, language } of all()) sids.set(`${name}/${language}`, id)
    listed = { at: now(), sids }
    return sids
  }

  /** Another process, or this one in an earlier life, may have created it. */
  async function findOrCreate(content: RichContent, language: string): Promise<string> {
    const sids = await readList()
    const name = `${nameOf(content.key)}/${templateLanguage(language)}`
    const sid = sids.get(name) ?? (await create(content, language))
    sids.set(name, sid)
    return sid
  }

  return {
    async *templates(name) {
      for await (const template of all()) {
        if (!isOurs(template.name) && (name === undefined || template.name === name)) yield template
      }
    },
    sidOf(content, language) {
      const key = `${language}/${content.key}`
      const known = created.get(key)
      if (known) return known
      const [oldest] = created.keys()
      if (created.size >= remembered && oldest !== undefined) created.delete(oldest)
      const sid = findOrCreate(content, language)
      created.set(key, sid)
      sid.catch(() => created.delete(key))
      return sid
    },
    async templateSid(name, language) {
      if (isContentSid(name)) return name
      const key = `${name}/${templateLanguage(language)}`
      // A new one may have been approved meanwhile.
      const sid = (await readList()).get(key) ?? (await readList(missFreshMs)).get(key)
      if (sid === undefined) throw new RejectedError('no_template', 'Twilio has no content of this name and language')
      return sid
    },
  }
}
