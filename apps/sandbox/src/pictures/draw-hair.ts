import type { Traits } from './traits.ts'

/** What lies behind the head, and what lies over it. */
export function drawHair({ className, hair, hairShade, hairStyle, faceWidth: w }: Traits): {
  back: string
  front: string
} {
  const long = className === 'woman' || className === 'girl'
  const left = 500 - w
  const right = 500 + w
  if (!long) {
    const fronts = [
      `<path d="M${left - 16} 500 Q${left - 34} 250 500 240 Q${right + 34} 250 ${right + 16} 500 Q${right - 6} 420 ${right - 40} 390 Q560 330 430 372 Q${left + 20} 392 ${left - 16} 500Z" fill="${hair}"/>`,
      `<path d="M${left - 14} 490 Q${left - 40} 268 452 246 Q540 180 632 252 Q${right + 40} 300 ${right + 14} 490 Q${right - 20} 370 590 356 Q470 376 ${left + 30} 352 Q${left + 4} 410 ${left - 14} 490Z" fill="${hair}"/><path d="M452 300 Q560 250 640 310" stroke="${hairShade}" stroke-width="12" fill="none" stroke-linecap="round"/>`,
      `<g fill="${hair}"><path d="M${left - 12} 480 Q${left - 24} 270 500 258 Q${right + 24} 270 ${right + 12} 480 Q${right - 10} 380 500 362 Q${left + 10} 380 ${left - 12} 480Z"/>${[0, 1, 2, 3, 4, 5, 6].map(i => `<circle cx="${left + 30 + (i * (2 * w - 60)) / 6}" cy="${300 - Math.sin((i * Math.PI) / 6) * 46}" r="58"/>`).join('')}</g>`,
    ]
    return { back: '', front: fronts[hairStyle]! }
  }
  const backs = [
    `<path d="M500 226 Q${left - 96} 226 ${left - 82} 620 Q${left - 90} 900 ${left - 50} 960 L${right + 50} 960 Q${right + 90} 900 ${right + 82} 620 Q${right + 96} 226 500 226Z" fill="${hairShade}"/>`,
    `<path d="M500 226 Q${left - 84} 236 ${left - 66} 600 Q${left - 76} 770 ${left - 20} 800 L${right + 20} 800 Q${right + 76} 770 ${right + 66} 600 Q${right + 84} 236 500 226Z" fill="${hairShade}"/>`,
    `<g fill="${hairShade}"><circle cx="500" cy="196" r="92"/><path d="M500 234 Q${left - 60} 240 ${left - 30} 600 L${right + 30} 600 Q${right + 60} 240 500 234Z"/></g>`,
  ]
  const fronts = [
    `<path d="M${left - 26} 640 Q${left - 56} 260 500 248 Q${right + 56} 260 ${right + 26} 640 Q${right + 10} 440 ${right - 70} 372 Q540 330 500 332 Q460 330 ${left + 70} 372 Q${left - 10} 440 ${left - 26} 640Z" fill="${hair}"/>`,
    `<path d="M${left - 24} 620 Q${left - 50} 250 500 246 Q${right + 50} 250 ${right + 24} 620 Q${right + 6} 470 ${right - 20} 440 Q500 424 ${left + 20} 440 Q${left - 6} 470 ${left - 24} 620Z" fill="${hair}"/>`,
    `<path d="M${left - 14} 520 Q${left - 30} 262 500 252 Q${right + 30} 262 ${right + 14} 520 Q${right - 20} 400 560 350 Q430 372 ${left + 24} 420 Q${left - 4} 450 ${left - 14} 520Z" fill="${hair}"/>`,
  ]
  return { back: backs[hairStyle]!, front: fronts[hairStyle]! }
}

export const drawHat = (w: number): string =>
  `<g><path d="M${500 - w - 30} 396 Q${500 - w - 6} 176 500 176 Q${500 + w + 6} 176 ${500 + w + 30} 396Z" fill="#7a2f38"/><path d="M${500 - w - 150} 420 Q500 300 ${500 + w + 150} 420 Q500 462 ${500 - w - 150} 420Z" fill="#93404a"/><path d="M${500 - w - 26} 378 Q500 312 ${500 + w + 26} 378 L${500 + w + 20} 344 Q500 276 ${500 - w - 20} 344Z" fill="#f0d9a8"/></g>`
