import { dateParts } from '../text/date-parts.ts'
import { isolateIfRightToLeft as own } from '../text/isolate.ts'
import type { Instant } from '../words.ts'
import type { Phrases } from './phrases.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June'].concat([
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
])

const date = (at: Instant): string => {
  const { day, month, year } = dateParts(at)
  return `${day} ${months[month]} ${year}`
}
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`

/** English. */
export const en: Phrases = {
  rows: {
    begin: { title: '✨ Begin', description: 'Send a few selfies and pick a style' },
    how: { title: 'How it works', description: 'From selfies to portraits, in short' },
    language: { title: 'Language · שפה', description: 'English · עברית' },
    support: { title: 'Talk to a person', description: 'Questions, problems, anything at all' },
    status: { title: 'My orders', description: 'What is on its way, and what is done' },
    models: { title: 'Saved models', description: 'New portraits without sending photos again' },
    newModel: { title: 'New model', description: 'Start with fresh photos' },
    restart: { title: 'Start over', description: 'Drop these photos and begin again' },
    erase: { title: 'Delete my data', description: 'Photos, portraits and this chat’s history' },
    styles: { title: '🎨 I’m done, show styles', description: 'Choose a size and a style' },
    addPictures: { title: 'Add more photos', description: 'More variety makes better portraits' },
    pay: { title: '💳 Pay' },
    draft: { title: '👉 Continue' },
    otherTiers: { title: 'Other sizes', description: 'Lite, Standard, Premium' },
    morePacks: { title: 'Even more styles' },
  },
  buttons: {
    open: 'Open menu',
    openTiers: 'Choose a size',
    openStyles: 'See styles',
    openModels: 'Choose',
    openRating: 'Rate',
    ready: 'I’m ready',
    tips: 'Show examples',
    agree: 'I agree',
    noThanks: 'No thanks',
    begin: 'Begin',
    menu: 'Menu',
    support: 'Talk to a person',
    wantThis: 'I want this',
    examples: 'Examples',
    otherStyles: 'Other styles',
    otherTiers: 'Other sizes',
    payNow: 'Pay now',
    savedModels: 'Saved models',
    newModel: 'New model',
    status: 'My orders',
    useModel: 'Use this model',
    anotherStyle: 'Another style',
    skip: 'Skip',
    startOver: 'Yes, start over',
    keep: 'No, keep it',
    erase: 'Delete everything',
    turnOn: 'Turn on messages',
  },
  tiers: { lite: 'Lite', standard: 'Standard', premium: 'Premium' },
  orderStates: {
    awaiting_payment: 'waiting for payment',
    paid: 'paid, about to start',
    training: 'in the making',
    delivered: 'delivered',
    refunded: 'refunded',
    failed: 'could not be made',
    held: 'payment is being checked by a person',
  },
  reasons: {
    unreadable: 'I couldn’t open this one. Please send it again, as a photo.',
    too_large: 'This file is too big for me. Please send it as a regular photo.',
    too_small: 'This one is too small to see you well. Please send the original, not a screenshot.',
    too_dark: 'It’s too dark here. Please try one in daylight, facing a window.',
    too_bright: 'There’s too much light in this one. Please try one in softer light.',
    blurry: 'This one is blurry. Please try one that’s in focus, with a steady hand.',
    duplicate: 'I already have this one, or one just like it. Please send a different photo.',
    no_person: 'I can’t see a face here. Please send one where your face is clearly visible.',
    several_people: 'There’s more than one person here. Please send one of you alone.',
    sunglasses: 'The sunglasses hide your eyes. Please send one without them.',
    hat: 'The hat hides part of your head. Please send one without it.',
    funny_face: 'Great face, but I need a natural expression. Please try another one.',
    low_quality: 'This one isn’t clear enough. Please try another one, in good light.',
    expired: 'I couldn’t get this photo in time. Please send it once more.',
  },
  classNames: {
    man: 'A man',
    woman: 'A woman',
    boy: 'A boy',
    girl: 'A girl',
    baby: 'A baby',
    person: 'A person',
    couple: 'A couple',
    dog: 'A dog',
    cat: 'A cat',
  },

  hello: name => (name ? `Hi ${own(name)}! 👋` : 'Hi there! 👋'),
  greeting: 'I turn a few selfies into beautiful portraits of you, in the style you choose.\n\nWhere shall we start?',
  menu: 'What would you like to do?',
  howItWorks:
    '*How it works*\n\n1. You send me a few selfies.\n2. You choose a size and a style.\n3. You pay, and I train an AI model that knows only you.\n4. Your portraits arrive right here in the chat. You can leave, I’ll write.\n\nYour model is kept for 30 days, so you can order more styles without sending photos again.',
  chooseLanguage: 'Which language would you like?\nבאיזו שפה נמשיך?',
  languageChanged: 'From now on, in English.',
  called: contact =>
    `Thank you for calling! This number cannot take calls. Please write to us here, or reach a person:\n${own(contact)}`,
  support: contact => `A person is happy to help:\n${own(contact)}`,
  messagesOff:
    'OK, I’ll stop writing. If you have paid for an order, you will still get it.\n\nTo hear from me again, write START.',
  messagesStillOff: 'You asked me not to write. Shall I turn messages back on?',
  messagesOn: 'Good to have you back! 🎉',

  guidelines: min =>
    `To get to know your face I need at least ${many(min, 'photo')} of you.\n\n✅ Your face, clear and close\n✅ Good light\n✅ Different days, places and clothes\n\n❌ Blurry or dark photos\n❌ Sunglasses, hats, heavy filters\n❌ Other people in the picture`,
  tips: '*Photos that work*\n✅ A selfie facing a window\n✅ Head and shoulders, looking at the camera\n✅ One with a smile, one without\n✅ Half profile, left and right\n✅ One or two of your whole body\n\n*Photos that don’t*\n❌ The group photo from the party\n❌ The mirror selfie with a flash\n❌ The one with sunglasses at the beach\n❌ Screenshots',
  askConsent:
    'Before I keep any photo, I need your permission.\n\nYour photos are used only to make your portraits. They are processed by AI, also at our AI partner, and they show your face. You can write “delete my data” at any time, and everything is deleted.\n\nPlease send only photos of yourself, and only if you are 18 or older.\n\nDo you agree?',
  consentDeclined: 'That’s fine. I haven’t kept any photo.\n\nIf you change your mind, I’m here.',
  consentDeclinedNew:
    'That’s fine. I won’t keep any new photos. What I already have stays until you ask me to delete it.',
  consentGiven: 'Thank you! 🙏',
  consentWithdrawal: 'You have already agreed. If you no longer do, I can delete your photos and everything else.',
  askForPictures: (min, max) =>
    `Now send me ${min < max ? `${min} to ${many(max, 'photo')}` : many(min, 'photo')} of yourself 📸\n\nYou can send them all at once. I’ll check each one.`,
  checkingPictures: count =>
    count === 1 ? 'I’m looking at your photo now 👀' : `I’m looking at your ${count} photos now 👀`,
  morePictures: missing =>
    `I need ${many(missing, 'more good photo')} before we can choose a style. Just send them here 📸`,
  addPictures: room => `Sure, send up to ${many(room, 'more photo')} 📸`,
  tooManyAtOnce:
    'That’s as many photos as I can check at once, any beyond that are left out. I’ll tell you if I need more.',
  tooManyPictures: 'That’s as many photos as I can use, no need for more. We’re all set!',
  pictureHeld: 'A person on our team will have a look at this one. You don’t need to do anything.',
  noPictureGood: 'None of these will work yet. A few examples of what helps?',
  summary: (accepted, min) => `${accepted} of ${min} photos so far 👍 Please send ${min - accepted} more.`,
  summaryEnough: accepted =>
    `${many(accepted, 'photo')} ${accepted === 1 ? 'is' : 'are'} good, that’s enough to start! 🎉\n\nYou can add more for even better portraits, or go on and choose a style.`,
  onlyPictures:
    'I understand only words and photos. If this was a photo, please send it as a regular picture 📸\nTo see what I can do, write “menu”.',
  wordsOnly: 'Please tell me in words what we could do better. Or skip it, that’s fine too.',
  forNewModel: 'Nice photos! Shall I make a new model with them, or use one you already have?',
  picturesKept: 'I still have the photos you sent earlier.',

  askClass: 'Who is in the photos?',
  chooseTier: 'How many portraits would you like?',
  tierRow: (price, fewest, most) =>
    `${price} · ${fewest === most ? many(most, 'portrait') : `${fewest}–${most} portraits`}`,
  stylesIntro: tier => `Here are the *${tier}* styles:`,
  card: (title, count, price) => `*${own(title)}*\n${many(count, 'portrait')} · ${price}`,
  packRow: (count, price) => `${many(count, 'portrait')} · ${price}`,
  moreStyles: 'There’s more. Which one would you like to see?',
  noMoreStyles: 'Those are all the styles in this size. Not quite it?',
  exampleInWords: (title, count, price) =>
    `*${own(title)}*\nI don’t have examples of this style at hand. You get ${many(count, 'portrait')} of yourself in it for ${price}.`,
  noStyles: 'I have no styles that fit at the moment, sorry! A person can tell you what’s possible.',
  noLongerOffered: 'This style is no longer available. Here is what there is:',
  offerChanged: 'This style has changed a little since you saw it. Please have another look:',
  terms: (title, count, price) =>
    `*${own(title)}*\n${many(count, 'portrait')} · ${price}\n\nBefore you order:\n• The portraits are made by AI.\n• They may not look 100% like you.\n• There may be small flaws, like a strange finger.\n• Your model is kept for 30 days, then deleted.\n\nShall I go ahead?`,

  preparingLink: 'Great choice! I’m preparing your payment link…',
  linkSlow:
    'The payment link is taking longer than usual. I’ll send it as soon as it’s here, and I’ve let the team know.',
  linkStillComing: 'Your payment link is on its way, one moment please.',
  payLink: (title, price) =>
    `*${own(title)}* · ${price}\n\nPay here, safely. It can take a few minutes until your payment reaches me.`,
  paymentFailed: title =>
    `Your payment${title ? ` for *${own(title)}*` : ''} didn’t go through. You can try again here:`,
  paymentHeld:
    'Your payment has arrived, but something about it needs a look from a person. We’ll write to you soon, and your money is safe.',
  thanksForPayment: name => `Thank you${name ? `, ${own(name)}` : ''}! Your payment has arrived 💛`,
  refunded: amount => `We have sent ${amount} back to you. It can take a few days until you see it.`,
  trainingStarts: 'I’m starting to train your model.',
  makingStarts: 'I’m starting with your portraits.',
  readyIn: minutes =>
    `Your model is in training. It takes about ${many(minutes, 'more minute')}.\n\nYou can leave the chat, I’ll write when your portraits are ready.`,
  readyWhenReady: 'Your model is in training.\n\nYou can leave the chat, I’ll write when your portraits are ready.',
  makingPortraits:
    'Your portraits are being made with your saved model.\n\nYou can leave the chat, I’ll write when they are ready.',
  tuneFailed:
    'I’m so sorry, your portraits couldn’t be made. Your money is on its way back to you, you don’t need to do anything.',

  portraitsReady: title => `Your portraits${title ? ` in *${own(title)}*` : ''} are ready! 🎉 Here they come:`,
  restFollows: 'A few are still missing. I’ll send them as soon as they’re done, and a person is keeping an eye on it.',
  askRating: 'How do you like your portraits?',
  stars: ['Not good', 'Not really', 'So-so', 'I like them', 'I love them'],
  offerAnother: 'Curious how you look in another style? Your model is ready for more.',
  thanksForRating: 'Thank you, that makes our day! 💛',
  askFeedback: 'I’m sorry it isn’t perfect. What could we do better?\n\nJust write it in one message.',
  feedbackSkipped: 'No problem. Thank you for the rating!',
  thanksForFeedback: contact =>
    `Thank you, our team reads every word.\n\nIf you’d like to talk it over, a person is here:\n${own(contact)}`,

  welcomeBack: 'Good to see you! What shall we do?',
  portraitsUnderWay: 'Your portraits are in the making, I’ll write as soon as they’re ready. Anything else meanwhile?',
  unpaid: title => `Your order for *${own(title)}* is waiting for payment. Or would you like something else?`,
  noModels: 'You have no saved model right now. Shall we make a new one?',
  modelGone: 'This model has expired. Models are kept for 30 days.',
  modelChosen: 'Good, I’ll use your saved model. No new photos needed.',
  model: (className, created, expires) =>
    `*Your model* · ${own(className)}\nMade on ${date(created)}\nKept until ${date(expires)}`,
  chooseModel: 'Which model shall I use?',
  modelRow: (created, expires) => `Made on ${date(created)}, kept until ${date(expires)}`,

  statusNone: 'You have no orders yet.',
  statusPictures: (accepted, min) => `Photos: ${accepted} good${accepted < min ? `, ${min - accepted} to go` : ''}`,
  statusOrder: (title, state) => `• ${own(title)}: ${state}`,
  statusHead: '*Your orders*',

  askRestart: 'This drops the photos and the choice you’ve made so far. Orders you have placed stay. Start over?',
  kept: 'Everything stays as it is.',
  askErase:
    'This deletes your photos, portraits, models and our messages, here and at our AI partner. It cannot be undone.\n\nAre you sure?',
  askEraseOpenOrder: '⚠️ You have an order that isn’t finished. If you delete now, you won’t receive it.',
  goodbye: 'Done. Everything about you is being deleted. Take care! 👋',
  stale: 'That button is from an earlier step. Here is where we are:',
}
