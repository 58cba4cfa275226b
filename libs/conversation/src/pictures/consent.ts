import type { Common, Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons, sayText } from '../say/say.ts'
import { enter, moveStage, stageOf } from '../stages.ts'
import type { AnywhereTap } from '../taps/tap.ts'
import { hasConsent, hasSubmitted } from './picture-set.ts'
import { submitWaiting } from './submit.ts'

/** The question that comes before the first picture is kept. */
export function askConsent(c: Common, world: World): Effect {
  const p = phrasesOf(c)
  const version = world.settings.consentVersion
  return sayButtons(p.askConsent, [
    [{ kind: 'consent', answer: 'yes', version }, p.buttons.agree],
    [{ kind: 'consent', answer: 'no', version }, p.buttons.noThanks],
  ])
}

/** The customer's answer. Pictures that waited for it are submitted, or forgotten. */
export function answerConsent(
  c: Conversation,
  tap: Extract<AnywhereTap, { kind: 'consent' }>,
  world: World,
): Decision | null {
  if (tap.version !== world.settings.consentVersion) return decision(c, askConsent(c, world))
  return tap.answer === 'yes' ? agree(c, world) : decline(c, world)
}

/** Null when it was given before: there is nothing to do but to go on. */
function agree(c: Conversation, world: World): Decision | null {
  if (hasConsent(c, world)) return null
  const consent = { version: world.settings.consentVersion, at: world.now }
  const record: Effect = { kind: 'record_consent', ...consent }
  const thanks = sayText(phrasesOf(c).consentGiven)
  const agreed: Conversation = { ...c, consent, told: null }
  if (agreed.state === 'TUNE_READY' || agreed.state === 'WRITING_FEEDBACK') return decision(agreed, record, thanks)
  const collecting = agreed.state === 'NEW' ? enter(agreed, { state: 'NEW', step: 'collecting' }) : agreed
  const { next, effects } = submitWaiting(collecting, world)
  return decision(next, record, thanks, ...effects)
}

function decline(c: Conversation, world: World): Decision {
  const p = phrasesOf(c)
  if (hasConsent(c, world)) {
    return decision(
      c,
      sayButtons(p.consentWithdrawal, [
        [{ kind: 'erase' }, p.rows.erase.title],
        [{ kind: 'menu' }, p.buttons.menu],
      ]),
    )
  }
  const forgotten: Conversation = { ...c, pictures: { ...c.pictures, waiting: [] } }
  const stage = stageOf(c)
  return decision(
    stage.state === 'NEW' ? moveStage(forgotten, { state: 'NEW', step: 'welcome' }) : forgotten,
    sayButtons(hasSubmitted(c.pictures) ? p.consentDeclinedNew : p.consentDeclined, [
      [{ kind: 'how' }, p.rows.how.title],
      [{ kind: 'support' }, p.buttons.support],
    ]),
  )
}
