import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons, sayText } from '../say/say.ts'
import type { Language } from '../words.ts'
import { stepOf } from './step-of.ts'

const hebrew = /\p{Script=Hebrew}/u

/** Which language? In all of them. */
export function askLanguage(c: Conversation): Decision {
  return decision(
    c,
    sayButtons(phrasesOf(c).chooseLanguage, [
      [{ kind: 'speak', language: 'en' }, 'English'],
      [{ kind: 'speak', language: 'he' }, 'עברית'],
    ]),
  )
}

/** From now on in this language, from where the conversation is. */
export function speak(c: Conversation, language: Language, world: World): Decision {
  const next: Conversation = { ...c, language }
  const change: Effect[] = c.language === language ? [] : [{ kind: 'set_language', language }]
  return decision(next, ...change, sayText(phrasesOf(next).languageChanged), stepOf(next, world))
}

/** Somebody whose first words are Hebrew is answered in Hebrew. */
export function hearLanguage(c: Conversation, text: string): Decision {
  const isFirst = c.state === 'NEW' && c.step === 'first'
  if (!isFirst || c.language === 'he' || !hebrew.test(text)) return decision(c)
  return decision({ ...c, language: 'he' }, { kind: 'set_language', language: 'he' })
}
