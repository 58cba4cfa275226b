// helm test: node --input-type=module -e <this> -- <unsigned|signed> <address of the webhook>
import { createHmac } from 'node:crypto'

const [mode, url] = process.argv.slice(-2)
// A webhook without updates: nothing comes of it.
const body = '{"object":"whatsapp_business_account","entry":[]}'
const secret = (process.env.WHATSAPP_APP_SECRET ?? '').split(',')[0].trim()
const signature = `sha256=${createHmac('sha256', secret || 'none')
  .update(body)
  .digest('hex')}`
const headers = {
  'content-type': 'application/json',
  ...(mode === 'signed' ? { 'x-hub-signature-256': signature } : {}),
}
const wanted = mode === 'signed' ? 200 : 401
const { status } = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) })
console.log(`${mode} webhook: ${status}, wanted ${wanted}`)
process.exit(status === wanted ? 0 : 1)
