import type { OutboundContent } from '@astria-bot/contracts'
import { checkLimits } from '@astria-bot/whatsapp'

/** Why a message (or the template that is bound to it) cannot be sent, in a word such as `too_long:buttons.1.title`; null if it can. */
export function refusalOf(...contents: readonly (OutboundContent | undefined)[]): string | null {
  const [problem] = contents.flatMap(content => (content === undefined ? [] : checkLimits(content)))
  return problem ? `${problem.code}:${problem.field}` : null
}
