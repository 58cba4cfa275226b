import type { OutboundContent } from '@astria-bot/contracts'
import { checkLimits } from '@astria-bot/whatsapp'

/** Why a message cannot be sent, in a word such as `too_long:buttons.1.title`; null if it can. */
export function refusalOf(content: OutboundContent): string | null {
  const [problem] = checkLimits(content)
  return problem ? `${problem.code}:${problem.field}` : null
}
