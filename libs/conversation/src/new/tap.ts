import type { Common, NewStage } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { askConsent } from '../pictures/consent.ts'
import { hasConsent, hasPictures } from '../pictures/picture-set.ts'
import { askForPictures } from '../pictures/submit.ts'
import { sayText } from '../say/say.ts'
import type { StepTap } from '../taps/tap.ts'
import { guidelines, pictureTips } from './guidelines.ts'
import { newStep, progress } from './step.ts'

/** A step, asked for by a customer who has not sent enough pictures. */
export function newTap(c: Common & NewStage, tap: StepTap, world: World): Decision {
  const p = phrasesOf(c)
  const collecting = { ...c, step: 'collecting' } as const
  switch (tap.kind) {
    case 'begin':
      return decision(collecting, guidelines(c, world))
    case 'tips':
      return decision(collecting, pictureTips(c))
    case 'new_model':
      return hasPictures(c.pictures)
        ? decision(collecting, newStep(collecting, world))
        : decision(collecting, guidelines(c, world))
    case 'ready':
    case 'add_pictures': {
      if (!hasConsent(c, world)) return decision(collecting, askConsent(c, world))
      if (c.pictures.accepted.length > 0) return decision(collecting, progress(c, world))
      return decision(collecting, sayText(askForPictures(c, world)))
    }
    case 'class':
    case 'styles':
    case 'tier':
    case 'more_packs':
    case 'show':
    case 'example':
    case 'pack':
    case 'terms':
      return decision(c, sayText(p.stale), newStep(c, world))
  }
}
