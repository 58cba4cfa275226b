import { createHmac } from 'node:crypto'

/** `X-Twilio-Signature` of a form: the address, then each field's name and value, in the order of the names. */
export function signForm(url: string, form: Readonly<Record<string, string>>, token: string): string {
  const fields = Object.keys(form)
    .sort()
    .map(name => name + form[name])
  return createHmac('sha1', token)
    .update(url + fields.join(''))
    .digest('base64')
}
