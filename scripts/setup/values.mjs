// What `.env` begins with: secrets of one's own, and stand-ins for those that Meta and Astria give. Nothing but Node.
import { randomBytes } from 'node:crypto'

// A letter first: nats-server reads what is put into its configuration as a value, and 12e5ab begins like a number.
const random = () => `s${randomBytes(24).toString('hex')}`

/** Secrets that are nobody else's: made once, kept. */
export const ownSecrets = [
  { name: 'POSTGRES_PASSWORD', what: 'of the database in the compose files' },
  { name: 'NATS_PASSWORD', what: 'of NATS in the compose files' },
  { name: 'WHATSAPP_VERIFY_TOKEN', what: 'the word that Meta repeats when the webhook is registered' },
  { name: 'CALLBACK_SECRET', what: 'signs the links that Astria calls' },
  { name: 'SECRET_KEY', what: 'signs links to media' },
  { name: 'UPDATE_TOKEN', what: 'opens POST /update-images' },
  { name: 'API_KEYS', what: 'opens /api: name:role:key, several with commas (docs/how-to/use-the-api.md)' },
]

/** Marks a value that only the sandbox takes. */
export const SANDBOX_MARK = 'sandbox-'

/** Secrets that somebody gives: until then the sandbox takes what stands here. */
export const vendorSecrets = [
  {
    name: 'WHATSAPP_APP_SECRET',
    what: 'signs webhooks',
    where: 'developers.facebook.com → your app → App settings → Basic → App secret',
  },
  {
    name: 'WHATSAPP_API_KEY',
    what: 'the token of the Graph API',
    where: 'business.facebook.com → Settings → System users → Generate token (whatsapp_business_messaging)',
  },
  { name: 'ASTRIA_API_KEY', what: 'the key of the Astria API', where: 'astria.ai/users/edit#api' },
  {
    name: 'PAYMENT_WEBHOOK_SECRET',
    what: 'signs payment notices',
    where: 'your payment page, which signs its notices with it (docs/how-to/connect-whatsapp.md)',
  },
]

/** What is not secret, has no default, and nobody but you knows. */
export const toFillIn = [
  { name: 'WHATSAPP_NUMBER_ID', where: 'developers.facebook.com → your app → WhatsApp → API setup → Phone number ID' },
  { name: 'PUBLIC_URL', where: 'the https address of your gateway, which Meta and Astria call' },
  { name: 'SUPPORT_CONTACT', where: 'a mail address or number that customers are told' },
  { name: 'CHECKOUT_URL', where: 'your payment page, with {order}, {amount}, {currency} and {return} in it' },
]

/** New values for all of them. */
export function setupValues() {
  const own = ownSecrets.map(({ name }) => [name, name === 'API_KEYS' ? `owner:admin:${random()}` : random()])
  const given = vendorSecrets.map(({ name }) => [name, `${SANDBOX_MARK}${random()}`])
  return Object.fromEntries([...own, ...given])
}
