/** The path of the gateway's route for Twilio. */
export const twilioWebhookPath = '/webhooks/twilio'

/**
 * The address of our webhook as Twilio knows it: messages and statuses come there, and its signature covers it. Both
 * sides take it from here, so that what is asked for is what is accepted. Undefined when no setting tells it.
 */
export function twilioWebhookAddress(settings: {
  TWILIO_WEBHOOK_URL?: string | undefined
  PUBLIC_URL?: string | undefined
}): string | undefined {
  const { TWILIO_WEBHOOK_URL, PUBLIC_URL } = settings
  if (TWILIO_WEBHOOK_URL !== undefined) return TWILIO_WEBHOOK_URL
  return PUBLIC_URL === undefined ? undefined : PUBLIC_URL.replace(/\/+$/, '') + twilioWebhookPath
}
