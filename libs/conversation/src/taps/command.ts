import { fold } from '../text/fold.ts'
import type { Tap } from './tap.ts'

const words: readonly (readonly [Tap, readonly string[]])[] = [
  [
    { kind: 'menu' },
    ['menu', 'main menu', 'help', 'options', 'home', 'cancel', 'back', 'תפריט', 'תפריט ראשי', 'עזרה', 'ביטול', 'חזרה'],
  ],
  [
    { kind: 'status' },
    [
      'status',
      'order status',
      'my order',
      'my orders',
      'where is my order',
      'where are my photos',
      'where are my portraits',
      'סטטוס',
      'מצב',
      'מצב ההזמנה',
      'ההזמנה שלי',
      'ההזמנות שלי',
      'מה המצב',
      'איפה התמונות שלי',
      'איפה ההזמנה שלי',
    ],
  ],
  [
    { kind: 'language' },
    ['language', 'change language', 'languages', 'שפה', 'שפות', 'החלפת שפה', 'להחליף שפה', 'שינוי שפה', 'לשנות שפה'],
  ],
  [{ kind: 'speak', language: 'en' }, ['english', 'in english', 'אנגלית', 'באנגלית']],
  [{ kind: 'speak', language: 'he' }, ['hebrew', 'in hebrew', 'ivrit', 'עברית', 'בעברית']],
  [
    { kind: 'support' },
    [
      'support',
      'contact support',
      'human',
      'agent',
      'person',
      'talk to a person',
      'talk to a human',
      'customer service',
      'תמיכה',
      'נציג',
      'נציגה',
      'נציג אנושי',
      'לדבר עם נציג',
      'שירות לקוחות',
      'שירות',
    ],
  ],
  [
    { kind: 'stop' },
    [
      'stop',
      'unsubscribe',
      'opt out',
      'stop messages',
      'עצור',
      'עצרו',
      'עצירה',
      'הפסק',
      'הפסיקו',
      'להפסיק',
      'הסר',
      'הסרה',
      'הסירו',
      'הסירו אותי',
    ],
  ],
  [
    { kind: 'start' },
    ['start', 'subscribe', 'resume', 'opt in', 'התחל', 'התחילו', 'התחלה', 'להתחיל', 'להמשיך', 'המשך', 'חדש את ההודעות'],
  ],
  [
    { kind: 'restart' },
    [
      'restart',
      'start over',
      'start again',
      'reset',
      'מחדש',
      'התחל מחדש',
      'התחלה מחדש',
      'להתחיל מחדש',
      'מהתחלה',
      'איפוס',
    ],
  ],
  [
    { kind: 'erase' },
    [
      'delete my data',
      'delete data',
      'delete me',
      'delete my account',
      'erase my data',
      'erase me',
      'forget me',
      'מחיקת מידע',
      'מחיקת נתונים',
      'מחיקת המידע שלי',
      'מחקו את המידע שלי',
      'מחק את המידע שלי',
      'למחוק את המידע שלי',
      'למחוק את הנתונים שלי',
      'מחקו את הנתונים שלי',
      'מחקו אותי',
      'מחק אותי',
      'תמחקו אותי',
      'תמחקו את המידע שלי',
    ],
  ],
]

const commands = new Map(words.flatMap(([tap, texts]) => texts.map(text => [fold(text), tap] as const)))

/** The command that a text is, in either language. A text that only contains one is not a command. */
export function readCommand(text: string): Tap | null {
  return text.length > 60 ? null : (commands.get(fold(text)) ?? null)
}
