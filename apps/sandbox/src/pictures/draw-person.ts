import { drawFace, type Look } from './draw-face.ts'
import { drawHair, drawHat } from './draw-hair.ts'
import { type Clothes, drawOutfit } from './draw-outfit.ts'
import type { Traits } from './traits.ts'

export interface Pose {
  /** Offset of the middle, in parts of the picture's width. */
  x: number
  /** 1: the person fills the picture's height. */
  scale: number
  /** Degrees. */
  tilt: number
  mirrored: boolean
}

/** A whole person as an SVG group for a picture of this size, standing on its lower edge. */
export function drawPerson(
  traits: Traits,
  look: Look,
  clothes: Clothes,
  pose: Pose,
  size: { width: number; height: number },
  hat = false,
): string {
  const { back, front } = drawHair(traits)
  const scale = (size.height / 1250) * pose.scale
  const x = size.width * (0.5 + pose.x)
  const flip = pose.mirrored ? -1 : 1
  return `<g transform="translate(${x} ${size.height}) scale(${scale * flip} ${scale}) translate(-500 -1250)">
  <g transform="translate(0 46) rotate(${pose.tilt} 500 800)">${back}</g>
  ${drawOutfit(traits, clothes)}
  <g transform="translate(0 46) rotate(${pose.tilt} 500 800)">${drawFace(traits, look)}${front}${hat ? drawHat(traits.faceWidth) : ''}</g>
</g>`
}
