import { bad, note, ok } from './finding.mjs'

const TIMEOUT_MS = 8000
const get = url => fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })

/** Whether the gateway is reached under its public address, and answers there as Meta will ask it. */
export async function checkWebhook(env) {
  const address = (env.PUBLIC_URL ?? env.WEBHOOK_URL)?.replace(/\/+$/, '')
  if (!address) return [note('PUBLIC_URL is not set', 'needed for a real number: docs/how-to/connect-whatsapp.md')]
  const findings = []
  if (!address.startsWith('https:')) findings.push(note(`${address} is not https`, 'Meta calls no other'))
  const query = token =>
    new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' })
  try {
    const token = env.WHATSAPP_VERIFY_TOKEN ?? env.WEBHOOK_VERIFY_TOKEN ?? ''
    const right = await get(`${address}/webhooks/whatsapp?${query(token)}`)
    const body = (await right.text()).trim()
    if (right.status === 200 && body === '1158201444')
      findings.push(ok(`${address}/webhooks/whatsapp answers Meta's question`))
    else {
      const todo = 'is it the gateway that answers there, with the same WHATSAPP_VERIFY_TOKEN?'
      findings.push(bad(`${address}/webhooks/whatsapp answered ${right.status} to the right token`, todo))
    }
    const unsigned = await fetch(`${address}/webhooks/whatsapp`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (unsigned.status === 401) findings.push(ok('an unsigned webhook is refused'))
    else
      findings.push(bad(`an unsigned webhook was answered ${unsigned.status}, not 401`, 'see ALLOW_UNSIGNED_WEBHOOKS'))
  } catch (error) {
    const reason = error.cause?.code ?? error.name ?? error.message
    findings.push(bad(`${address} cannot be reached (${reason})`, 'is the gateway running, and the address public?'))
  }
  return findings
}
