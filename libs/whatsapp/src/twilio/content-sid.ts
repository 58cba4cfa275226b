/** Whether a template is named by Twilio's id of it (`HX…`): names of templates have no capital letters. */
export const isContentSid = (name: string): boolean => /^HX[0-9a-f]{32}$/.test(name)
