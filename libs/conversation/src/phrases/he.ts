import { dateParts } from '../text/date-parts.ts'
import { isolateLink, isolate as own } from '../text/isolate.ts'
import type { Instant } from '../words.ts'
import type { Phrases } from './phrases.ts'

const months = ['ינואר', 'פברואר', 'מרץ', 'אפריל', 'מאי', 'יוני'].concat([
  'יולי',
  'אוגוסט',
  'ספטמבר',
  'אוקטובר',
  'נובמבר',
  'דצמבר',
])

const date = (at: Instant): string => {
  const { day, month, year } = dateParts(at)
  return `${own(day)} ב${months[month]} ${own(year)}`
}
const photos = (count: number): string => (count === 1 ? 'תמונה אחת' : `${own(count)} תמונות`)
const portraits = (count: number): string => (count === 1 ? 'פורטרט אחד' : `${own(count)} פורטרטים`)

/** Hebrew. Addresses the customer in the plural or not at all, so that nobody is taken for a man or a woman. */
export const he: Phrases = {
  rows: {
    begin: { title: '✨ מתחילים', description: 'שולחים כמה תמונות סלפי ובוחרים סגנון' },
    how: { title: 'איך זה עובד?', description: 'בקצרה, מהסלפי ועד הפורטרט' },
    language: { title: 'שפה · Language', description: 'עברית · English' },
    support: { title: 'שיחה עם נציג', description: 'שאלות, תקלות וכל דבר אחר' },
    status: { title: 'ההזמנות שלי', description: 'מה בדרך ומה כבר מוכן' },
    models: { title: 'המודלים השמורים', description: 'פורטרטים חדשים בלי לשלוח תמונות שוב' },
    newModel: { title: 'מודל חדש', description: 'מתחילים עם תמונות חדשות' },
    restart: { title: 'התחלה מחדש', description: 'מוותרים על התמונות האלה ומתחילים שוב' },
    erase: { title: 'מחיקת המידע שלי', description: 'תמונות, פורטרטים וההיסטוריה של השיחה' },
    styles: { title: '🎨 סיימתי, לסגנונות', description: 'בוחרים חבילה וסגנון' },
    addPictures: { title: 'הוספת תמונות', description: 'ככל שיש יותר גיוון, התוצאה טובה יותר' },
    pay: { title: '💳 לתשלום' },
    draft: { title: '👈 להמשיך' },
    otherTiers: { title: 'חבילות אחרות', description: 'לייט, סטנדרט, פרימיום' },
    morePacks: { title: 'עוד סגנונות' },
  },
  buttons: {
    open: 'לתפריט',
    openTiers: 'בחירת חבילה',
    openStyles: 'לסגנונות',
    openModels: 'בחירה',
    openRating: 'לדירוג',
    ready: 'אפשר להתחיל',
    tips: 'הצגת דוגמאות',
    agree: 'מקובל עליי',
    noThanks: 'לא, תודה',
    begin: 'מתחילים',
    menu: 'תפריט',
    support: 'שיחה עם נציג',
    wantThis: 'רוצה את זה',
    examples: 'דוגמאות',
    otherStyles: 'סגנונות אחרים',
    otherTiers: 'חבילות אחרות',
    payNow: 'לתשלום',
    savedModels: 'המודלים השמורים',
    newModel: 'מודל חדש',
    status: 'ההזמנות שלי',
    useModel: 'להשתמש במודל הזה',
    anotherStyle: 'סגנון נוסף',
    skip: 'דילוג',
    startOver: 'כן, מההתחלה',
    keep: 'לא, להשאיר',
    erase: 'למחוק הכול',
    turnOn: 'לחדש את ההודעות',
  },
  tiers: { lite: 'לייט', standard: 'סטנדרט', premium: 'פרימיום' },
  orderStates: {
    awaiting_payment: 'מחכה לתשלום',
    paid: 'שולמה, תכף מתחילים',
    training: 'בהכנה',
    delivered: 'נשלחה אליכם',
    refunded: 'הכסף הוחזר',
    failed: 'לא הצלחנו להכין אותה',
    held: 'התשלום בבדיקה אצל נציג',
  },
  reasons: {
    unreadable: 'לא הצלחתי לפתוח את התמונה הזאת. אפשר לשלוח אותה שוב כתמונה רגילה?',
    too_large: 'הקובץ הזה גדול מדי בשבילי. אפשר לשלוח אותו כתמונה רגילה?',
    too_small: 'התמונה הזאת קטנה מדי. עדיף לשלוח את התמונה המקורית ולא צילום מסך.',
    too_dark: 'חשוך כאן מדי. כדאי לנסות תמונה באור יום, מול חלון.',
    too_bright: 'יש כאן יותר מדי אור. כדאי לנסות תמונה באור רך יותר.',
    blurry: 'התמונה הזאת מטושטשת. כדאי לנסות תמונה חדה, ביד יציבה.',
    duplicate: 'התמונה הזאת, או אחת דומה לה מאוד, כבר אצלי. אפשר לשלוח תמונה אחרת?',
    no_person: 'לא רואים כאן פנים. אפשר לשלוח תמונה שבה רואים את הפנים בבירור?',
    several_people: 'יש כאן יותר מאדם אחד. אפשר לשלוח תמונה שלכם לבד?',
    sunglasses: 'משקפי השמש מסתירים את העיניים. אפשר לשלוח תמונה בלעדיהם?',
    hat: 'הכובע מסתיר חלק מהראש. אפשר לשלוח תמונה בלעדיו?',
    funny_face: 'פרצוף מעולה, אבל כאן צריך הבעה טבעית. אפשר לנסות תמונה אחרת?',
    low_quality: 'התמונה הזאת לא מספיק ברורה. כדאי לנסות אחרת, באור טוב.',
    expired: 'לא הספקתי לקבל את התמונה הזאת. אפשר לשלוח אותה שוב?',
  },
  classNames: {
    man: 'גבר',
    woman: 'אישה',
    boy: 'ילד',
    girl: 'ילדה',
    baby: 'תינוק או תינוקת',
    person: 'אדם',
    couple: 'זוג',
    dog: 'כלב',
    cat: 'חתול',
  },

  hello: name => (name ? `היי ${own(name)}! 👋` : 'היי! 👋'),
  greeting: 'כאן הופכים כמה תמונות סלפי לפורטרטים יפהפיים שלכם, בסגנון שתבחרו.\n\nאיך נתחיל?',
  menu: 'מה תרצו לעשות?',
  howItWorks: `*איך זה עובד?*\n\n${own('1.')} שולחים לי כמה תמונות סלפי.\n${own('2.')} בוחרים חבילה וסגנון.\n${own('3.')} משלמים, ואנחנו מאמנים מודל בינה מלאכותית שמכיר רק אתכם.\n${own('4.')} הפורטרטים מגיעים לכאן, לצ׳אט. אפשר לצאת בינתיים, אני אכתוב.\n\nהמודל נשמר ${own(30)} ימים, כך שאפשר להזמין עוד סגנונות בלי לשלוח תמונות שוב.`,
  chooseLanguage: 'באיזו שפה נמשיך?\nWhich language would you like?',
  languageChanged: 'מעכשיו בעברית.',
  called: contact =>
    `תודה שהתקשרת! המספר הזה לא מקבל שיחות. אפשר לכתוב לנו כאן, או לפנות לנציג:\n${isolateLink(contact)}`,
  support: contact => `הצוות שלנו ישמח לעזור:\n${isolateLink(contact)}`,
  messagesOff: 'בסדר, לא אכתוב יותר. הזמנה ששולמה עדיין תגיע אליכם.\n\nכדי לחזור ולקבל הודעות, כתבו ״התחל״.',
  messagesStillOff: 'ביקשתם שלא אכתוב. לחדש את ההודעות?',
  messagesOn: 'טוב שחזרתם! 🎉',

  guidelines: min =>
    `כדי להכיר את הפנים שלכם צריך לפחות ${photos(min)}.\n\n✅ פנים ברורות ומקרוב\n✅ אור טוב\n✅ ימים, מקומות ובגדים שונים\n\n❌ תמונות מטושטשות או חשוכות\n❌ משקפי שמש, כובעים, פילטרים כבדים\n❌ אנשים נוספים בתמונה`,
  tips: '*תמונות שעובדות*\n✅ סלפי מול חלון\n✅ ראש וכתפיים, במבט למצלמה\n✅ אחת עם חיוך ואחת בלי\n✅ חצי פרופיל, משני הצדדים\n✅ אחת או שתיים של כל הגוף\n\n*תמונות שלא עובדות*\n❌ התמונה הקבוצתית מהמסיבה\n❌ סלפי במראה עם פלאש\n❌ התמונה עם משקפי השמש בים\n❌ צילומי מסך',
  askConsent: `לפני שאשמור תמונה כלשהי, צריך את הסכמתכם.\n\nהתמונות משמשות רק להכנת הפורטרטים שלכם. הן מעובדות בבינה מלאכותית, גם אצל שותף הבינה המלאכותית שלנו, ורואים בהן את הפנים שלכם. אפשר לכתוב ״מחיקת המידע שלי״ בכל רגע, והכול יימחק.\n\nאנא שלחו רק תמונות של עצמכם, ורק מגיל ${own(18)} ומעלה.\n\nמקובל עליכם?`,
  consentDeclined: 'זה בסדר גמור. לא שמרתי אף תמונה.\n\nאם תשנו את דעתכם, אני כאן.',
  consentDeclinedNew: 'זה בסדר גמור. לא אשמור תמונות חדשות. מה שכבר אצלי נשאר עד שתבקשו למחוק אותו.',
  consentGiven: 'תודה! 🙏',
  consentWithdrawal: 'כבר הסכמתם בעבר. אם שיניתם את דעתכם, אפשר למחוק את התמונות ואת כל השאר.',
  askForPictures: (min, max) =>
    `עכשיו שלחו לי ${min < max ? `בין ${own(min)} ל־${own(max)} תמונות` : photos(min)} שלכם 📸\n\nאפשר לשלוח את כולן בבת אחת. אבדוק כל אחת.`,
  checkingPictures: count => (count === 1 ? 'התמונה שלכם בבדיקה 👀' : `${own(count)} התמונות שלכם בבדיקה 👀`),
  morePictures: missing =>
    `צריך עוד ${missing === 1 ? 'תמונה טובה אחת' : `${own(missing)} תמונות טובות`} לפני שבוחרים סגנון. פשוט שלחו לכאן 📸`,
  addPictures: room => `בשמחה, אפשר לשלוח עד ${room === 1 ? 'תמונה אחת נוספת' : `${own(room)} תמונות נוספות`} 📸`,
  tooManyAtOnce: 'זה המספר המרבי של תמונות שאפשר לבדוק בבת אחת, ומה שמעבר לו לא נשמר. אם צריך עוד, אכתוב.',
  tooManyPictures: 'זה המספר המרבי של תמונות ואין צורך בעוד. יש לנו כל מה שצריך!',
  pictureHeld: 'מישהו מהצוות יסתכל על התמונה הזאת. אין צורך לעשות דבר.',
  noPictureGood: 'אף אחת מהתמונות האלה עדיין לא מתאימה. להראות דוגמאות?',
  summary: (accepted, min) =>
    `${own(accepted)} מתוך ${own(min)} תמונות טובות 👍 ${min - accepted === 1 ? 'חסרה עוד אחת.' : `חסרות עוד ${own(min - accepted)}.`}`,
  summaryEnough: accepted =>
    `${accepted === 1 ? 'יש תמונה טובה אחת' : `יש ${own(accepted)} תמונות טובות`}, וזה מספיק כדי להתחיל! 🎉\n\nאפשר להוסיף עוד לתוצאה טובה יותר, או להמשיך ולבחור סגנון.`,
  onlyPictures:
    'אפשר לשלוח לי רק מילים ותמונות. אם זו הייתה תמונה, שלחו אותה שוב כתמונה רגילה 📸\nכדי לראות מה אפשר לעשות, כתבו ״תפריט״.',
  wordsOnly: 'ספרו לי במילים מה אפשר לשפר. ואפשר גם לדלג, זה בסדר.',
  forNewModel: 'תמונות יפות! להכין מהן מודל חדש, או להשתמש במודל שכבר יש?',
  picturesKept: 'התמונות ששלחתם קודם עדיין אצלי.',

  askClass: 'מי מופיע בתמונות?',
  chooseTier: 'כמה פורטרטים תרצו?',
  tierRow: (price, fewest, most) =>
    `${own(price)} · ${fewest === most ? portraits(most) : `${own(`${fewest}–${most}`)} פורטרטים`}`,
  stylesIntro: tier => `אלה הסגנונות בחבילת *${tier}*:`,
  card: (title, count, price) => `*${own(title)}*\n${portraits(count)} · ${own(price)}`,
  packRow: (count, price) => `${portraits(count)} · ${own(price)}`,
  moreStyles: 'יש עוד. איזה סגנון תרצו לראות?',
  noMoreStyles: 'אלה כל הסגנונות בחבילה הזאת. לא בדיוק מה שחיפשתם?',
  exampleInWords: (title, count, price) =>
    `*${own(title)}*\nאין לי כרגע דוגמאות לסגנון הזה. מקבלים ${portraits(count)} שלכם בסגנון הזה, במחיר ${own(price)}.`,
  noStyles: 'אין לי כרגע סגנונות מתאימים, סליחה! אפשר לשאול נציג מה אפשרי.',
  noLongerOffered: 'הסגנון הזה כבר לא זמין. הנה מה שיש:',
  offerChanged: 'משהו בסגנון הזה השתנה מאז שהוצג. כדאי להסתכל שוב:',
  terms: (title, count, price) =>
    `*${own(title)}*\n${portraits(count)} · ${own(price)}\n\nלפני שמזמינים:\n• הפורטרטים נוצרים בבינה מלאכותית.\n• ייתכן שהדמיון לא יהיה ${own('100%')}.\n• ייתכנו פגמים קטנים, למשל אצבע משונה.\n• המודל נשמר ${own(30)} ימים ואז נמחק.\n\nלהמשיך?`,

  preparingLink: 'בחירה מצוינת! קישור התשלום בהכנה…',
  linkSlow: 'הכנת קישור התשלום נמשכת יותר מהרגיל. אשלח אותו ברגע שיהיה מוכן, וגם הצוות כבר יודע.',
  linkStillComing: 'קישור התשלום בדרך, עוד רגע.',
  payLink: (title, price) =>
    `*${own(title)}* · ${own(price)}\n\nכאן משלמים, בצורה מאובטחת. ייתכן שיעברו כמה דקות עד שהתשלום יגיע אליי.`,
  paymentFailed: title => `התשלום${title ? ` עבור *${own(title)}*` : ''} לא עבר. אפשר לנסות שוב כאן:`,
  paymentHeld: 'התשלום הגיע, אבל משהו בו דורש בדיקה של נציג. נכתוב לכם בקרוב, והכסף שלכם בטוח.',
  thanksForPayment: name => `תודה${name ? `, ${own(name)}` : ''}! התשלום הגיע 💛`,
  refunded: amount => `החזרנו לכם ${own(amount)}. ייתכן שיעברו כמה ימים עד שתראו את הסכום.`,
  trainingStarts: 'אימון המודל שלכם מתחיל.',
  makingStarts: 'הכנת הפורטרטים שלכם מתחילה.',
  readyIn: minutes =>
    `המודל שלכם באימון. זה ייקח עוד ${minutes === 1 ? 'דקה' : `${own(minutes)} דקות`} בערך.\n\nאפשר לצאת מהצ׳אט, אכתוב כשהפורטרטים יהיו מוכנים.`,
  readyWhenReady: 'המודל שלכם באימון.\n\nאפשר לצאת מהצ׳אט, אכתוב כשהפורטרטים יהיו מוכנים.',
  makingPortraits: 'הפורטרטים שלכם בהכנה עם המודל השמור.\n\nאפשר לצאת מהצ׳אט, אכתוב כשהם יהיו מוכנים.',
  tuneFailed: 'צר לנו מאוד, לא הצלחנו להכין את הפורטרטים. הכסף בדרך חזרה אליכם, ואין צורך לעשות דבר.',

  portraitsReady: title => `הפורטרטים שלכם${title ? ` בסגנון *${own(title)}*` : ''} מוכנים! 🎉 הנה הם:`,
  restFollows: 'כמה מהם עוד חסרים. אשלח אותם ברגע שיהיו מוכנים, ונציג עוקב אחרי זה.',
  askRating: 'איך הפורטרטים בעיניכם?',
  stars: ['לא טובים', 'לא ממש', 'ככה ככה', 'יפים', 'מושלמים'],
  offerAnother: 'מסקרן אתכם איך תיראו בסגנון אחר? המודל שלכם מוכן לעוד.',
  thanksForRating: 'תודה, שימחתם אותנו! 💛',
  askFeedback: 'חבל שזה לא מושלם. מה אפשר לשפר?\n\nפשוט כתבו בהודעה אחת.',
  feedbackSkipped: 'אין בעיה. תודה על הדירוג!',
  thanksForFeedback: contact =>
    `תודה, הצוות שלנו קורא כל מילה.\n\nאם תרצו לדבר על זה, יש עם מי:\n${isolateLink(contact)}`,

  welcomeBack: 'כיף לראות אתכם! מה נעשה?',
  portraitsUnderWay: 'הפורטרטים שלכם בהכנה, אכתוב ברגע שיהיו מוכנים. משהו נוסף בינתיים?',
  unpaid: title => `ההזמנה של *${own(title)}* מחכה לתשלום. או שתרצו משהו אחר?`,
  noModels: 'אין לכם כרגע מודל שמור. להכין אחד חדש?',
  modelGone: `פג התוקף של המודל הזה. מודלים נשמרים ${own(30)} ימים.`,
  modelChosen: 'מעולה, נשתמש במודל השמור שלכם. אין צורך בתמונות חדשות.',
  model: (className, created, expires) =>
    `*המודל שלכם* · ${own(className)}\nנוצר ב־${date(created)}\nנשמר עד ${date(expires)}`,
  chooseModel: 'באיזה מודל להשתמש?',
  modelRow: (created, expires) => `נוצר ב־${date(created)}, נשמר עד ${date(expires)}`,

  statusNone: 'אין לכם עדיין הזמנות.',
  statusPictures: (accepted, min) =>
    `תמונות טובות: ${own(accepted)}${accepted < min ? `, חסרות עוד ${own(min - accepted)}` : ''}`,
  statusOrder: (title, state) => `• ${own(title)}: ${state}`,
  statusHead: '*ההזמנות שלכם*',

  askRestart: 'התמונות והבחירות שלכם עד עכשיו יימחקו. הזמנות שכבר ביצעתם נשארות. להתחיל מחדש?',
  kept: 'הכול נשאר כמו שהוא.',
  askErase:
    'התמונות, הפורטרטים, המודלים וההודעות שלנו יימחקו, כאן וגם אצל שותף הבינה המלאכותית. אי אפשר לבטל את זה.\n\nלמחוק?',
  askEraseOpenOrder: '⚠️ יש לכם הזמנה שעוד לא הושלמה. אם תמחקו עכשיו, לא תקבלו אותה.',
  goodbye: 'זהו. כל המידע עליכם נמחק עכשיו. להתראות! 👋',
  stale: 'הכפתור הזה שייך לשלב קודם. הנה המקום שבו אנחנו נמצאים:',
}
