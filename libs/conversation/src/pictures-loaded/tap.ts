import type { Common, PicturesLoadedStage } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { pictureTips } from '../new/guidelines.ts'
import { tierList } from '../ordering/choose-tier.ts'
import { shop } from '../ordering/shop.ts'
import { sourceOf } from '../ordering/source.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { classesOf } from '../pictures/class-of.ts'
import { askConsent } from '../pictures/consent.ts'
import { hasConsent } from '../pictures/picture-set.ts'
import { askForPictures } from '../pictures/submit.ts'
import { sayText } from '../say/say.ts'
import type { StepTap } from '../taps/tap.ts'
import { askClass } from './ask-class.ts'
import { loadedStep } from './menu.ts'

type Loaded = Common & PicturesLoadedStage

/** A step, asked for by a customer with enough pictures. */
export function loadedTap(c: Loaded, tap: StepTap, world: World): Decision {
  switch (tap.kind) {
    case 'begin':
    case 'new_model':
      return decision(c, loadedStep(c))
    case 'tips':
      return decision(c, pictureTips(c))
    case 'ready':
    case 'add_pictures':
      return decision(c, addPictures(c, world))
    case 'class':
      return chooseClass(c, tap, world)
    case 'styles':
    case 'tier':
    case 'more_packs':
    case 'show':
    case 'example':
    case 'pack':
    case 'terms': {
      const source = sourceOf(c, world)
      if (source) return shop(c, source, tap, world) ?? stale(c)
      return tap.kind === 'terms' ? stale(c) : decision(c, ...askClass(c, world))
    }
  }
}

function stale(c: Loaded): Decision {
  return decision(c, sayText(phrasesOf(c).stale), loadedStep(c))
}

function addPictures(c: Loaded, world: World): Effect {
  return hasConsent(c, world) ? sayText(askForPictures(c, world)) : askConsent(c, world)
}

/** Only for the pictures that were asked about, and only an answer that was offered. */
function chooseClass(c: Loaded, tap: Extract<StepTap, { kind: 'class' }>, world: World): Decision {
  const isOffered = tap.setId === c.pictures.setId && classesOf(c.pictures, world).includes(tap.className)
  if (!isOffered) return stale(c)
  const chosen: Loaded = { ...c, className: tap.className, draft: null }
  return decision(chosen, ...tierList(chosen, { className: tap.className, tuneId: null }, world))
}
