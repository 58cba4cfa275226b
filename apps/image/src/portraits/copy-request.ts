/** One image or video of Astria's that is to lie in our storage. */
export interface CopyRequest {
  portraitId: string
  orderId: string
  contactId: string
  /** Chosen by the outside: fetched only from MEDIA_HOSTS. */
  url: string
}

/** Where it lies. */
export interface Copied {
  fileKey: string
  mimeType: 'image/jpeg' | 'video/mp4'
}
