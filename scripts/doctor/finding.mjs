/** It is as it should be. */
export const ok = text => ({ state: 'ok', text })
/** It is not set up, which may be meant so. */
export const note = (text, todo) => ({ state: 'note', text, todo })
/** It is wrong, and this is what to do. */
export const bad = (text, todo) => ({ state: 'bad', text, todo })

/** An address as it may be shown: without the password in it. */
export const shown = url => url.replace(/\/\/[^@/]*@/, '//…@')
