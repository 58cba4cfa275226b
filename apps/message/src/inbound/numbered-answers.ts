import type { MessageContent } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { optionsOf } from '@astria-bot/whatsapp'
import { type LastOptions, lastNumberedOptions } from '../sql/last-options.ts'

interface Said {
  readonly contactId: string
  readonly content: MessageContent
}

/** The number in a text that is nothing else. */
function numberIn(content: MessageContent): number | undefined {
  const digits = content.type === 'text' ? /^\s*([1-9]\d?)[.)]?\s*$/.exec(content.body)?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}

/**
 * What numbers mean to contacts who were shown numbers where others see buttons: the tap that they stand for. Answers by
 * the position of what was said; what is not such a number is not among them.
 */
export async function numberedAnswers(
  tx: Transaction,
  said: readonly Said[],
): Promise<ReadonlyMap<number, MessageContent>> {
  const numbers = said.flatMap(({ contactId, content }, index) => {
    const number = numberIn(content)
    return number === undefined ? [] : [{ contactId, index, number }]
  })
  if (numbers.length === 0) return new Map()
  const ids = [...new Set(numbers.map(({ contactId }) => contactId))]
  const offered = new Map(
    (await tx.query<LastOptions>(lastNumberedOptions, [ids])).map(({ contactId, content }) => [contactId, content]),
  )
  return new Map(
    numbers.flatMap(({ contactId, index, number }) => {
      const content = offered.get(contactId)
      const option = content && optionsOf(content)[number - 1]
      return option ? [[index, option] as const] : []
    }),
  )
}
