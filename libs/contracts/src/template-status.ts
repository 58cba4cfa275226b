/** States in which a template can be sent: a flagged one still goes, until it is disabled. */
const sendable = new Set(['APPROVED', 'FLAGGED', 'REINSTATED'])

/** Whether a template of this state, in WhatsApp's word, can be sent. */
export const isSendableTemplate = (status: string): boolean => sendable.has(status)
