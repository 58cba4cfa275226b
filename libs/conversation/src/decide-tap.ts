import { erase, eraseConfirmed } from './anywhere/erase.ts'
import { howItWorks } from './anywhere/how-it-works.ts'
import { askLanguage, speak } from './anywhere/language.ts'
import { useModel } from './anywhere/models.ts'
import { start, stop } from './anywhere/opt-out.ts'
import { rate, skipFeedback } from './anywhere/rating.ts'
import { keep, restart, restartConfirmed } from './anywhere/restart.ts'
import { status } from './anywhere/status.ts'
import { menuOf, stepOf } from './anywhere/step-of.ts'
import { support } from './anywhere/support.ts'
import type { Conversation, Staged } from './conversation.ts'
import { type Decision, decision } from './decision.ts'
import type { World } from './input.ts'
import { newTap } from './new/tap.ts'
import { newText } from './new/text.ts'
import { findOrder } from './orders/order-book.ts'
import { showOrder } from './orders/show-order.ts'
import { phrasesOf } from './phrases/phrases-of.ts'
import { answerConsent } from './pictures/consent.ts'
import { loadedTap } from './pictures-loaded/tap.ts'
import { sayText } from './say/say.ts'
import { leaveFeedback } from './stages.ts'
import { isStep } from './taps/is-step.ts'
import type { AnywhereTap, StepTap, Tap } from './taps/tap.ts'
import { showModels } from './tune-ready/models.ts'
import { readyTap } from './tune-ready/tap.ts'

/** A button, a row or a command; null is one that is not known (any more). */
export function decideTap(c: Conversation, tap: Tap | null, world: World): Decision {
  if (tap === null) return stale(c, world)
  if (!isStep(tap)) return decideAnywhere(c, tap, world)
  // A second tap on terms that were accepted: the order is there, with its link.
  const order = tap.kind === 'terms' ? findOrder(c, tap.draftId) : undefined
  return order ? decision(c, ...showOrder(c, order)) : decideStep(leaveFeedback(c), tap, world)
}

function decideAnywhere(c: Conversation, tap: AnywhereTap, world: World): Decision {
  switch (tap.kind) {
    case 'menu':
      return showMenu(leaveFeedback(c), world)
    case 'how':
      return decision(c, howItWorks(c))
    case 'language':
      return askLanguage(c)
    case 'speak':
      return speak(c, tap.language, world)
    case 'support':
      return support(c, world)
    case 'status':
      return decision(c, ...status(c, world))
    case 'stop':
      return stop(c)
    case 'start':
      return start(c, world)
    case 'keep':
      return keep(c, world)
    case 'consent':
      return answerConsent(c, tap, world) ?? decision(c, stepOf(c, world))
    case 'pay': {
      const order = findOrder(c, tap.orderId)
      return order ? decision(c, ...showOrder(c, order)) : stale(c, world)
    }
    case 'rate':
      return rate(c, tap, world)
    case 'skip_feedback':
      return skipFeedback(c, tap.orderId, world)
    case 'models':
      return decision(leaveFeedback(c), showModels(c, world))
    case 'model':
      return useModel(leaveFeedback(c), tap.tuneId, world)
    case 'restart':
      return restart(leaveFeedback(c), world)
    case 'restart_yes':
      return restartConfirmed(leaveFeedback(c), tap.setId, world)
    case 'erase':
      return erase(c, world)
    case 'erase_yes':
      return eraseConfirmed(c, tap.askedAt, world)
  }
}

function decideStep(c: Staged, tap: StepTap, world: World): Decision {
  switch (c.state) {
    case 'NEW':
      return newTap(c, tap, world)
    case 'PICTURES_LOADED':
      return loadedTap(c, tap, world)
    case 'TUNE_READY':
      return readyTap(c, tap, world)
  }
}

function showMenu(c: Staged, world: World): Decision {
  const isFirst = c.state === 'NEW' && c.step === 'first'
  return isFirst ? newText(c, world) : decision(c, menuOf(c, world))
}

function stale(c: Conversation, world: World): Decision {
  return decision(c, sayText(phrasesOf(c).stale), stepOf(c, world))
}
