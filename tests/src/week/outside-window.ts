import { eventually } from '@astria-bot/testing'
import type { Test } from 'tap'
import { readRecord } from '../story/judge.ts'

/** Where the parts of the system answer. */
interface Places {
  automationUrl: string
  messageUrl: string
  sandboxUrl: string
  key: string
}

interface Step {
  state: string
  reason: string | null
  output: { state?: string } | null
}

const free = 'A word of our own'
const offer = { type: 'template', name: 'offer', language: 'en_US' }
const automationOf = (name: string, more: object) => ({
  name,
  trigger: { type: 'manual' },
  steps: [{ id: 'say', type: 'send', content: { type: 'text', body: free }, ...more }],
})

/**
 * What automations say in their own words, to contacts of whom some have not written in the last 24 hours: it goes as the
 * bound template then, or waits, and the log says so. The sandbox judges what it took.
 */
export async function sayOutsideWindow(t: Test, { automationUrl, messageUrl, sandboxUrl, key }: Places): Promise<void> {
  const call = async (method: string, url: string, body?: object) => {
    const headers = { 'x-api-key': key, ...(body ? { 'content-type': 'application/json' } : {}) }
    const response = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const tellTemplate = (status: string) =>
    call('POST', `${sandboxUrl}/templates`, { name: offer.name, language: offer.language, body: 'An offer', status })
  const knows = async (status: string) => {
    const isKnown = async () => {
      const answer = JSON.stringify(await call('GET', `${messageUrl}/api/templates`))
      return new RegExp(`"offer"[^{}]*"${status}"`).test(answer)
    }
    await eventually(isKnown, { timeoutMs: 30_000 })
  }
  await tellTemplate('APPROVED')
  await knows('APPROVED')
  // What the message app knows, the automation app hears a moment later.
  const save = (name: string, more: object) =>
    eventually(() => call('POST', `${automationUrl}/api/automations`, automationOf(name, more)), { timeoutMs: 30_000 })
  const [bound, alone] = [await save('Bound', { template: offer }), await save('Alone', {})]

  let people = 0
  const open = async (window: 'never' | 'open' | 'closed at WhatsApp') => {
    people += 1
    const phone = `9725029${String(people).padStart(5, '0')}`
    const { contactId } = await call('POST', `${messageUrl}/api/contacts`, { phone })
    const write = () => call('POST', `${sandboxUrl}/phones/${phone}/messages`, { type: 'text', text: 'hello' })
    const close = () => call('PUT', `${sandboxUrl}/phones/${phone}`, { window: 'closed' })
    if (window !== 'never') {
      await write()
      await eventually(async () => {
        const { lastInboundAt } = await call('GET', `${messageUrl}/api/contacts/${contactId}`)
        return typeof lastInboundAt === 'string'
      })
    }
    if (window !== 'open') await close()
    return { phone, contactId, write }
  }
  type One = Awaited<ReturnType<typeof open>>
  const say = async ({ id }: { id: string }, { contactId }: One) => {
    const url = `${automationUrl}/api/automations/${id}`
    const { executionId } = await eventually(() => call('POST', `${url}/execute`, { contactId }), { timeoutMs: 30_000 })
    return async (): Promise<Step> => (await call('GET', `${url}/executions/${executionId}`)).steps[0]
  }
  /** What WhatsApp took for somebody: our words, the template. */
  const taken = async ({ phone }: One) =>
    (await readRecord(sandboxUrl, 'whatsapp.send'))
      .filter(entry => entry['phone'] === phone && entry.outcome === 'accepted')
      .flatMap(entry => {
        const text = JSON.stringify(entry)
        return text.includes(free) ? ['words'] : text.includes('"name":"offer"') ? ['template'] : []
      })
  const arrives = (step: () => Promise<Step>) =>
    eventually(async () => (await step()).state === 'done', { timeoutMs: 30_000 })
  const waits = (step: () => Promise<Step>) =>
    eventually(async () => (await step()).state === 'deferred', { timeoutMs: 30_000 })

  const [writing, silent, late] = [await open('open'), await open('never'), await open('closed at WhatsApp')]
  for (const [one, how] of [
    [writing, 'words'],
    [silent, 'template'],
    // We take the 24 hours for not yet over; WhatsApp does not.
    [late, 'template'],
  ] as const) {
    await arrives(await say(bound, one))
    t.strictSame(await taken(one), [how], how)
  }

  const mute = await open('never')
  const muted = await say(alone, mute)
  await waits(muted)
  t.match(await muted(), { reason: 'window_closed', output: { state: 'parked' } }, 'there is no template')
  await tellTemplate('PAUSED')
  await knows('PAUSED')
  const [first, second] = [await open('never'), await open('never')]
  const [firstStep, secondStep] = [await say(bound, first), await say(bound, second)]
  for (const [one, step] of [
    [first, firstStep],
    [second, secondStep],
  ] as const) {
    await waits(step)
    t.match(await step(), { reason: 'template_paused', output: { state: 'parked' } }, 'its template is missing')
    t.strictSame(await taken(one), [])
  }
  await mute.write()
  await first.write()
  for (const step of [muted, firstStep]) await arrives(step)
  await tellTemplate('APPROVED')
  await arrives(secondStep)
  t.match(await firstStep(), { reason: null, output: { state: /sent|delivered|read/ } })
  t.strictSame(await Promise.all([mute, first, second].map(taken)), [['words'], ['words'], ['template']])
}
