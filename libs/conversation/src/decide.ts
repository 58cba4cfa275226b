import type { Conversation } from './conversation.ts'
import { decideCalled, decideOpened, decideOther, decidePicture, decideText } from './decide-message.ts'
import { decideOptedOut } from './decide-opted-out.ts'
import { decideTap } from './decide-tap.ts'
import { type Decision, decision, preceded } from './decision.ts'
import type { Input, World } from './input.ts'
import { checkoutOpened, checkoutSlow } from './orders/checkout.ts'
import { paymentFailed, paymentHeld, paymentReceived, paymentRefunded, paymentReturned } from './orders/payment.ts'
import { portraitsReady } from './orders/portraits-ready.ts'
import { tuneCreated, tuneFailed, tuneFinished } from './orders/tune.ts'
import { albumEnded } from './pictures/album-ended.ts'
import { pictureInspected } from './pictures/picture-inspected.ts'
import { pictureWithdrawn } from './pictures/picture-withdrawn.ts'
import { tapped } from './taps/tapped.ts'

/** What an input leads to, in every state. Pure: the same arguments give the same decision. */
export function decide(c: Conversation, input: Input, world: World): Decision {
  const decided = greeted(c.optedOut ? decideOptedOut(c, input, world, decideInput) : decideInput(c, input, world))
  const isAnswered = 'messageId' in input && input.kind !== 'picture_inspected' && decided.effects.length > 0
  return isAnswered ? preceded([{ kind: 'acknowledge', messageId: input.messageId }], decided) : decided
}

/** The first words are said once. */
function greeted({ next, effects }: Decision): Decision {
  const isFirst = next.state === 'NEW' && next.step === 'first' && effects.some(effect => effect.kind === 'say')
  return { next: isFirst ? { ...next, step: 'welcome' } : next, effects }
}

function decideInput(c: Conversation, input: Input, world: World): Decision {
  switch (input.kind) {
    case 'text':
      return decideText(c, input.text, world)
    case 'button':
    case 'choice':
      return decideTap(c, tapped(input), world)
    case 'picture':
      return decidePicture(c, input.pictureId, world)
    case 'other':
      return decideOther(c, world)
    case 'reaction':
      return decision(c)
    case 'called':
      return decideCalled(c, world)
    case 'opened':
      return decideOpened(c, world)
    case 'picture_inspected':
      return pictureInspected(c, input, world)
    case 'picture_withdrawn':
      return pictureWithdrawn(c, input.pictureId, world)
    case 'checkout_opened':
      return checkoutOpened(c, input)
    case 'payment_received':
      return paymentReceived(c, input.orderId, world)
    case 'payment_failed':
      return paymentFailed(c, input)
    case 'payment_held':
      return paymentHeld(c, input.orderId)
    case 'payment_refunded':
      return paymentRefunded(c, input)
    case 'payment_returned':
      return paymentReturned(c, input)
    case 'tune_created':
      return tuneCreated(c, input, world)
    case 'tune_finished':
      return tuneFinished(c, input, world)
    case 'tune_failed':
      return tuneFailed(c, input.orderId)
    case 'portraits_ready':
      return portraitsReady(c, input, world)
    case 'timer_due':
      return input.name === 'album' ? albumEnded(c, world) : checkoutSlow(c)
  }
}
