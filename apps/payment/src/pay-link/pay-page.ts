import type { OrderState } from '@astria-bot/pricing'

type Matter = 'paid' | 'refunded' | 'closed' | 'unknown'

const sentences: Record<'en' | 'he', Record<Matter, string>> = {
  en: {
    paid: 'This order is paid. You can go back to the chat.',
    refunded: 'The money for this order goes back to you, or is back already.',
    closed: 'This order cannot be paid any more. Write to us in the chat for a new one.',
    unknown: 'We do not know this order. Please open the link from the chat again.',
  },
  he: {
    paid: 'ההזמנה שולמה. אפשר לחזור לצ׳אט.',
    refunded: 'הכסף על ההזמנה חוזר אליך, או שכבר הוחזר.',
    closed: 'אי אפשר עוד לשלם על ההזמנה הזאת. כתבו לנו בצ׳אט כדי להזמין מחדש.',
    unknown: 'ההזמנה אינה מוכרת לנו. פתחו שוב את הקישור מהצ׳אט.',
  },
}

const matters: Record<OrderState | 'unknown', Matter> = {
  awaiting_payment: 'closed',
  mispriced: 'closed',
  closed: 'closed',
  paid: 'paid',
  delivered: 'paid',
  refunding: 'refunded',
  refund_due: 'refunded',
  refunded: 'refunded',
  unknown: 'unknown',
}

/** A page with one sentence: what is the matter with an order that cannot be paid (any more). */
export function payPage(state: OrderState | 'unknown', language: 'en' | 'he'): string {
  const sentence = sentences[language][matters[state]]
  return `<!doctype html>
<html lang="${language}" dir="${language === 'he' ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${sentence}</title>
<style>body{font:1.2rem/1.6 system-ui,sans-serif;max-width:30rem;margin:20vh auto;padding:0 1.5rem;text-align:center}</style>
<p>${sentence}</p>
</html>
`
}
