import type { Traits } from './traits.ts'

export type Outfit = 'tee' | 'shirt' | 'suit' | 'sweater' | 'dress' | 'tuxedo' | 'jacket' | 'lab'

export interface Clothes {
  outfit: Outfit
  main: string
  accent: string
}

const shoulders = 'M96 1262 C104 1020 250 948 408 898 Q500 984 592 898 C750 948 896 1020 904 1262Z'
const torso = (fill: string) => `<path d="${shoulders}" fill="${fill}"/>`
const fold =
  '<path d="M250 1262 Q262 1120 300 1040 M750 1262 Q738 1120 700 1040" stroke="#00000030" stroke-width="10" fill="none" stroke-linecap="round"/>'
const stripes = (colour: string) =>
  `<clipPath id="torso"><path d="${shoulders}"/></clipPath><g stroke="${colour}" stroke-width="16" clip-path="url(#torso)">${[990, 1046, 1102, 1158, 1214].map(y => `<path d="M90 ${y + 30} Q500 ${y - 40} 910 ${y + 30}" fill="none"/>`).join('')}</g>`
const lapels = (jacket: string, edge: string) =>
  `<path d="M408 898 L330 1010 L470 1262 L96 1262 C104 1020 250 948 408 898Z M592 898 L670 1010 L530 1262 L904 1262 C896 1020 750 948 592 898Z" fill="${jacket}"/><path d="M408 898 L330 1010 L372 1034 L346 1066 L470 1262 M592 898 L670 1010 L628 1034 L654 1066 L530 1262" fill="none" stroke="${edge}" stroke-width="8"/>`

/** Shoulders and what is worn, in the frame of the face. */
export function drawOutfit({ skin, className }: Traits, { outfit, main, accent }: Clothes): string {
  const soft = className === 'woman' || className === 'girl'
  const neckline = `<path d="M408 898 Q500 ${soft ? 1060 : 1000} 592 898 Q500 960 408 898Z" fill="${skin}"/>`
  switch (outfit) {
    case 'tee':
      return `${torso(main)}${neckline}${fold}`
    case 'sweater':
      return `${torso(main)}${stripes(accent)}<path d="M396 896 Q500 1010 604 896 L592 938 Q500 1044 408 938Z" fill="${accent}"/>${fold}`
    case 'shirt':
      return `${torso(main)}<path d="M404 890 L500 1010 L418 1058 L356 926Z M596 890 L500 1010 L582 1058 L644 926Z" fill="${accent}"/><path d="M500 1012 V1262" stroke="#00000028" stroke-width="6"/>${[1060, 1130, 1200].map(y => `<circle cx="500" cy="${y}" r="8" fill="#00000044"/>`).join('')}${fold}`
    case 'suit':
      return `${torso('#f4f4f2')}<path d="M404 890 L500 1000 L430 1040 L372 930Z M596 890 L500 1000 L570 1040 L628 930Z" fill="#fff" stroke="#d7d9dd" stroke-width="4"/>${soft ? neckline : `<path d="M474 1000 L526 1000 L540 1044 L520 1262 L480 1262 L460 1044Z" fill="${accent}"/>`}${lapels(main, '#00000055')}`
    case 'tuxedo':
      return `${torso('#fafafa')}${soft ? neckline : `<path d="M500 990 L420 950 L420 1032Z M500 990 L580 950 L580 1032Z" fill="${accent}"/><circle cx="500" cy="991" r="16" fill="${accent}"/>`}${lapels(main, accent)}`
    case 'jacket':
      return `${torso(accent)}${neckline}${lapels(main, '#00000066')}<path d="M300 1030 V1262 M700 1030 V1262" stroke="#ffffff22" stroke-width="8"/>`
    case 'lab':
      return `${torso(accent)}${neckline}${lapels('#f7f9fb', '#c5ced8')}<path d="M610 900 Q700 1060 640 1150 M640 1150 a24 24 0 1 0 2 0" fill="none" stroke="#3d4854" stroke-width="12"/>`
    case 'dress':
      return `${torso(main)}<path d="M392 900 Q500 1110 608 900 Q640 920 650 1000 Q500 1180 350 1000 Q360 920 392 900Z" fill="${skin}"/>${[0, 1, 2, 3, 4, 5, 6, 7].map(i => `<circle cx="${416 + i * 24}" cy="${958 + Math.sin((i * Math.PI) / 7) * 40}" r="9" fill="${accent}"/>`).join('')}${fold}`
  }
}
