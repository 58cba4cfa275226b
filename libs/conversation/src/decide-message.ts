import { hearLanguage } from './anywhere/language.ts'
import { stepOf } from './anywhere/step-of.ts'
import type { Conversation } from './conversation.ts'
import { decideTap } from './decide-tap.ts'
import { type Decision, decision, preceded } from './decision.ts'
import type { World } from './input.ts'
import { newPicture } from './new/picture.ts'
import { newText } from './new/text.ts'
import { phrasesOf } from './phrases/phrases-of.ts'
import { contactFor } from './phrases/words-for.ts'
import { collectPicture } from './pictures/collect.ts'
import { sayText } from './say/say.ts'
import { readCommand } from './taps/command.ts'
import { tellOnce } from './told.ts'
import { readyPicture } from './tune-ready/picture.ts'
import { feedbackStep } from './writing-feedback/step.ts'
import { feedbackText } from './writing-feedback/text.ts'

/** Words: a command in any state, else what the state makes of them. */
export function decideText(c: Conversation, text: string, world: World): Decision {
  const heard = hearLanguage(c, text)
  const command = readCommand(text)
  return preceded(heard.effects, command ? decideTap(heard.next, command, world) : freeText(heard.next, text, world))
}

function freeText(c: Conversation, text: string, world: World): Decision {
  switch (c.state) {
    case 'NEW':
      return newText(c, world)
    case 'PICTURES_LOADED':
    case 'TUNE_READY':
      return decision(c, stepOf(c, world))
    case 'WRITING_FEEDBACK':
      return feedbackText(c, text, world)
  }
}

/** A picture that may be a selfie. */
export function decidePicture(c: Conversation, pictureId: string, world: World): Decision {
  switch (c.state) {
    case 'NEW':
      return newPicture(c, pictureId, world)
    case 'PICTURES_LOADED':
      return collectPicture(c, pictureId, world)
    case 'TUNE_READY':
      return readyPicture(c, pictureId, world)
    case 'WRITING_FEEDBACK':
      return wordsOnly(c, world)
  }
}

/** Voice, video, a sticker: nothing the studio can use. */
export function decideOther(c: Conversation, world: World): Decision {
  switch (c.state) {
    case 'NEW':
    case 'PICTURES_LOADED':
    case 'TUNE_READY':
      return tellOnce(c, 'only_pictures', world, sayText(phrasesOf(c).onlyPictures))
    case 'WRITING_FEEDBACK':
      return wordsOnly(c, world)
  }
}

/** A call: nobody picks up, and they are told where somebody is. */
export function decideCalled(c: Conversation, world: World): Decision {
  return tellOnce(c, 'called', world, sayText(phrasesOf(c).called(contactFor(world))))
}

/** The chat was opened: greeted, if nothing was said yet. */
export function decideOpened(c: Conversation, world: World): Decision {
  return c.state === 'NEW' && c.step === 'first' ? newText(c, world) : decision(c)
}

function wordsOnly(c: Extract<Conversation, { state: 'WRITING_FEEDBACK' }>, world: World): Decision {
  return tellOnce(c, 'words_only', world, feedbackStep(c, phrasesOf(c).wordsOnly))
}
