import { type SampleSender, serializeEscaped, sign, type WebhookBody, webhooks } from '@astria-bot/whatsapp'
import { median } from './median.ts'
import { CHANNEL, PATH, SECRET, withGateway } from './with-gateway.ts'

const UPDATES = 1000
const ROUNDS = 20
const PEOPLE = 200

const field = (name: string, value: object): WebhookBody => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '102290129340398', changes: [{ field: name, value: { ...value } }] }],
})

/** The nth of a mixed hundred: texts, statuses, pictures, taps, reactions, what nobody knows, what is about no message. */
function update(n: number, round: number): WebhookBody {
  const who: SampleSender = {
    phone: `97250${String(n % PEOPLE).padStart(7, '0')}`,
    userId: `IL.${n % PEOPLE}`,
    name: 'Bench',
  }
  const messageId = `wamid.${round}.${n}`
  const options = { messageId, channel: CHANNEL }
  const kind = n % 100
  if (kind < 40) return webhooks.text(who, 'שלום, כמה עולה סט של תמונות? 🙂', options)
  if (kind < 75) {
    const status = (['sent', 'delivered', 'read'] as const)[n % 3] as 'sent'
    return webhooks.status(who, { messageId: `wamid.ours.${round}.${n}`, status }, { channel: CHANNEL })
  }
  if (kind < 85) return webhooks.picture(who, { mediaId: String(n), sha256: 'A'.repeat(43) }, options)
  if (kind < 91) return webhooks.button(who, { id: 'begin', title: 'Begin' }, options)
  if (kind < 95) return webhooks.reaction(who, { messageId: 'wamid.ours', emoji: '❤️' }, options)
  if (kind < 98) return webhooks.message(who, { type: 'novelty', novelty: { n } }, options)
  return field('template_category_update', {
    message_template_id: n,
    message_template_name: `t${round}`,
    new_category: 'UTILITY',
  })
}

/** A full batch of Meta's, 1,000 mixed updates in one POST: how long until it is acknowledged, which is when all are stored. */
export async function benchBatch(): Promise<void> {
  await withGateway(async ({ url }) => {
    const bodies = Array.from({ length: ROUNDS + 3 }, (_, round) =>
      Buffer.from(serializeEscaped(webhooks.batch(Array.from({ length: UPDATES }, (_, n) => update(n, round))))),
    )
    const tookMs: number[] = []
    for (const [round, body] of bodies.entries()) {
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, SECRET) }
      const began = performance.now()
      const answer = await fetch(url + PATH, { method: 'POST', headers, body: new Uint8Array(body) })
      await answer.body?.cancel()
      if (answer.status !== 200) throw new Error(`the gateway answered ${answer.status}`)
      // The first ones warm it up.
      if (round >= bodies.length - ROUNDS) tookMs.push(performance.now() - began)
    }
    const middle = median(tookMs, ms => ms)
    const kilobytes = Math.round((bodies[0]?.length ?? 0) / 1024)
    console.log(
      `${`batch of ${UPDATES} mixed updates`.padEnd(32)}acknowledged in ${middle.toFixed(0)} ms (median of ${ROUNDS}, most ${Math.max(...tookMs).toFixed(0)} ms; ${kilobytes} KB), ${Math.round(UPDATES / (middle / 1000))} updates/s`,
    )
  })
}
