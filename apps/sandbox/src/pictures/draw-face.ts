import type { Traits } from './traits.ts'

export type Expression = 'smile' | 'laugh' | 'calm' | 'funny'

export interface Look {
  expression: Expression
  /** Where the eyes look: -1 … 1. */
  gaze: number
  sunglasses?: boolean
}

const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`

function eye(x: number, { iris }: Traits, { gaze, expression }: Look, lashes: boolean): string {
  const y = 515
  const open = expression === 'laugh' ? 15 : 24
  const wide = expression === 'funny' && x > 500 ? 34 : open
  const lid = lashes
    ? `<path d="M${x - 42} ${y - 2} Q${x} ${y - wide - 16} ${x + 42} ${y - 4}" stroke="#1c1512" stroke-width="9" fill="none" stroke-linecap="round"/>`
    : `<path d="M${x - 38} ${y - 4} Q${x} ${y - wide - 8} ${x + 38} ${y - 4}" stroke="#3a2a22" stroke-width="6" fill="none" stroke-linecap="round"/>`
  return `<ellipse cx="${x}" cy="${y}" rx="37" ry="${wide}" fill="#fdfbf8"/>${circle(x + gaze * 12, y, Math.min(18, wide), iris)}${circle(x + gaze * 12, y, 9, '#15100d')}${circle(x + gaze * 12 + 6, y - 6, 4, '#fff')}${lid}`
}

const mouths: Record<Expression, string> = {
  smile:
    '<path d="M428 648 Q500 716 572 648" fill="#fff" stroke="#a6493f" stroke-width="10" stroke-linejoin="round"/><path d="M428 648 Q500 664 572 648" fill="none" stroke="#8a3a33" stroke-width="7"/>',
  laugh:
    '<path d="M418 636 Q500 760 582 636 Q500 652 418 636Z" fill="#7d2a2a"/><path d="M436 644 Q500 660 564 644 L556 664 Q500 680 444 664Z" fill="#fff"/><ellipse cx="500" cy="698" rx="34" ry="15" fill="#d9676a"/>',
  calm: '<path d="M440 656 Q500 682 560 656" fill="none" stroke="#a6493f" stroke-width="11" stroke-linecap="round"/>',
  funny:
    '<path d="M420 650 Q470 622 520 660 T596 640" fill="none" stroke="#8a3a33" stroke-width="12" stroke-linecap="round"/><path d="M500 652 q34 74 66 8" fill="#d9676a"/>',
}

const glasses = (fill: string, stroke: string) =>
  `<g fill="${fill}" stroke="${stroke}" stroke-width="10"><rect x="352" y="474" width="122" height="88" rx="34"/><rect x="526" y="474" width="122" height="88" rx="34"/><path d="M474 508 Q500 494 526 508 M352 506 L318 496 M648 506 L682 496" fill="none"/></g>`

function beard({ beard, hair, faceWidth: w }: Traits): string {
  if (beard === 'none') return ''
  const opacity = beard === 'stubble' ? 0.28 : 0.96
  return `<path d="M${500 - w} 560 Q${500 - w + 4} 780 500 792 Q${500 + w - 4} 780 ${500 + w} 560 Q${500 + w - 34} 640 600 632 Q500 588 400 632 Q${500 - w + 34} 640 ${500 - w} 560Z" fill="${hair}" opacity="${opacity}"/>`
}

/** Head without hair, in a frame of 1000 × 1250 with the middle of the face at 500, 540. */
export function drawFace(traits: Traits, look: Look): string {
  const { skin, shade, hairShade, faceWidth: w, className } = traits
  const soft = className === 'woman' || className === 'girl'
  const browLift = look.expression === 'laugh' ? -8 : 0
  const brow = (x: number, side: number) =>
    `<path d="M${x - 44} ${468 + browLift + (side < 0 ? 8 : 0)} Q${x} ${444 + browLift} ${x + 44} ${468 + browLift + (side > 0 ? 8 : 0)}" stroke="${hairShade}" stroke-width="${soft ? 10 : 16}" fill="none" stroke-linecap="round"/>`
  return `
  <path d="M430 700 L430 900 Q500 970 570 900 L570 700Z" fill="${shade}"/>
  <ellipse cx="${500 - w}" cy="545" rx="34" ry="52" fill="${shade}"/><ellipse cx="${500 + w}" cy="545" rx="34" ry="52" fill="${shade}"/>
  <path d="M${500 - w} 500 Q${500 - w - 4} 290 500 290 Q${500 + w + 4} 290 ${500 + w} 500 Q${500 + w + 2} 790 500 792 Q${500 - w - 2} 790 ${500 - w} 500Z" fill="${skin}"/>
  <path d="M${500 + w} 500 Q${500 + w + 2} 790 500 792 Q${500 + w - 56} 720 ${500 + w - 44} 480 Z" fill="${shade}" opacity=".45"/>
  ${beard(traits)}
  ${circle(398, 604, 34, '#e8766a', 'opacity=".22"')}${circle(602, 604, 34, '#e8766a', 'opacity=".22"')}
  ${eye(416, traits, look, soft)}${eye(584, traits, look, soft)}${brow(414, -1)}${brow(586, 1)}
  <path d="M496 530 Q478 590 484 602 Q500 616 520 602" fill="none" stroke="${shade}" stroke-width="10" stroke-linecap="round"/>
  ${mouths[look.expression]}
  ${look.sunglasses ? glasses('#16181d', '#0c0d10') : traits.glasses ? glasses('#ffffff22', '#3b3029') : ''}`
}
