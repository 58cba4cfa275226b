import type { Statement } from '@astria-bot/store'

/** What turns decided about contacts. Parameter: rows of ContactChange with `contactId`; what is absent stays. */
export const changeContacts: Statement = {
  name: 'messaging:change-contacts',
  text: `
    update messaging.contacts c set
      language = coalesce(given.language, c.language),
      opted_out = coalesce(given."optedOut", c.opted_out),
      consent_version = coalesce(given."consentVersion", c.consent_version),
      consent_at = coalesce(given."consentAt", c.consent_at)
    from json_to_recordset($1::json) as given
      ("contactId" uuid, language text, "optedOut" boolean, "consentVersion" text, "consentAt" timestamptz)
    where c.id = given."contactId"`,
}
