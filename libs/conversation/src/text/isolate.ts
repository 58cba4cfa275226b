const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u

/** Keeps numbers, prices and foreign words in a right-to-left sentence from changing the order around them. */
export function isolate(text: string | number): string {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
}

/** The same for a left-to-right sentence, which only right-to-left words disturb. */
export function isolateIfRightToLeft(text: string): string {
  return rightToLeft.test(text) ? isolate(text) : text
}

/** For what may be a link: the space keeps the closing mark, which phones take for a part of the address, out of it. */
export function isolateLink(text: string): string {
  return isolate(`${text} `)
}
