import type { Conversation, Staged } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { newMenu } from '../new/menu.ts'
import { newStep } from '../new/step.ts'
import { loadedFullMenu, loadedStep } from '../pictures-loaded/menu.ts'
import { readyMenu, readyStep } from '../tune-ready/step.ts'
import { feedbackStep } from '../writing-feedback/step.ts'

/** The message that shows where the conversation stands and how it can go on. */
export function stepOf(c: Conversation, world: World): Effect {
  switch (c.state) {
    case 'NEW':
      return newStep(c, world)
    case 'PICTURES_LOADED':
      return loadedStep(c)
    case 'TUNE_READY':
      return readyStep(c, world)
    case 'WRITING_FEEDBACK':
      return feedbackStep(c)
  }
}

/** Everything that can be asked for. */
export function menuOf(c: Staged, world: World): Effect {
  switch (c.state) {
    case 'NEW':
      return newMenu(c, world)
    case 'PICTURES_LOADED':
      return loadedFullMenu(c)
    case 'TUNE_READY':
      return readyMenu(c, world)
  }
}
