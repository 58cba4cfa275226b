import { deliveryFaults } from '../faults/fault.ts'
import type { Ground } from '../ground.ts'
import { sign } from '../http/signature.ts'

export interface Notice {
  id: string
  type: 'payment.succeeded' | 'payment.failed' | 'payment.refunded'
  order: string
  amount: number
  currency: string
}

/** Sends notices, signed, each until it is answered 2xx. */
export function createNotices(ground: Ground): (notice: Notice) => void {
  const { settings, faults, record, poster, random, delivery, life } = ground
  const secret = settings.PAYMENT_WEBHOOK_SECRET[0]!

  async function post(notice: Notice, copy: number): Promise<void> {
    const body = JSON.stringify(notice)
    for (let attempt = 1; !life.stopped(); attempt++) {
      const answer = await poster.post(settings.PAYMENT_NOTICE_URL!, body, {
        'x-signature': sign(body, secret),
        'user-agent': 'sandbox-pay',
      })
      const accepted = answer.status >= 200 && answer.status < 300
      record.add('payment.notice', accepted ? 'accepted' : 'refused', {
        ...notice,
        noticeId: notice.id,
        copy,
        attempt,
        ...answer,
      })
      if (accepted) return
      const pauseMs = Math.min(settings.WEBHOOK_RETRY_MS * 2 ** (attempt - 1), settings.WEBHOOK_RETRY_MAX_MS)
      await life.sleep(pauseMs * (0.75 + random.next() / 2))
    }
  }
  return notice => {
    if (!settings.PAYMENT_NOTICE_URL) return
    const fault = faults.strike(deliveryFaults, { api: 'payment', op: 'notice', contacts: [notice.order] })
    if (fault)
      record.add('fault.struck', fault.what, { api: 'payment', op: 'notice', order: notice.order, fault: fault.id })
    if (fault?.what === 'never_callback') {
      record.add('payment.notice', 'lost', { ...notice, noticeId: notice.id })
      return
    }
    for (const [index, delayMs] of delivery.delaysOf(fault).entries()) {
      life.run(async () => {
        await life.sleep(delayMs)
        await post(notice, index + 1)
      })
    }
  }
}
