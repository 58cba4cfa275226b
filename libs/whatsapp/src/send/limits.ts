/**
 * What the Cloud API takes at most. How it counts emoji is not documented: UTF-16 units are counted here, which is
 * never less than what Meta counts.
 */
export const limits = {
  text: 4096,
  caption: 1024,
  filename: 240,
  body: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  listRows: 10,
  listSections: 10,
  sectionTitle: 24,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
  linkLabel: 20,
  flowLabel: 20,
  url: 2000,
  callbackData: 512,
  place: 1024,
  contacts: 257,
  templateName: 512,
  templateButtons: 10,
  templatePayload: 256,
  templateCards: 10,
  couponCode: 20,
  products: 30,
  productSections: 10,
} as const

const megabytes = 1024 * 1024

/** Types that can be sent, and their largest size in bytes (facts of the vendor, "Media"). */
export const mediaTypes: Readonly<
  Record<'image' | 'video' | 'audio' | 'sticker', { types: readonly string[]; maxBytes: number }>
> = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * megabytes },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * megabytes },
  audio: { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxBytes: 16 * megabytes },
  sticker: { types: ['image/webp'], maxBytes: 500 * 1024 },
}

/** A sticker that does not move has to be smaller. */
export const maxStillStickerBytes = 100 * 1024

/** Documents of any type, and what customers send to us. */
export const maxDocumentBytes = 100 * megabytes
