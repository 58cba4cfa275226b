import sharp from 'sharp'

/** How sharp works in a whole process. */
export interface SharpSettings {
  /** Threads per picture. */
  concurrency: number
  /** Blocks every loader but JPEG, PNG and WebP: for a process in which nobody draws pictures of its own. */
  blockLoaders: boolean
}

/** Sets sharp up for the process; called once, at start. Keeps no cache: pictures are seen once. */
export function configureSharp({ concurrency, blockLoaders }: SharpSettings): void {
  sharp.concurrency(concurrency)
  sharp.cache(false)
  if (!blockLoaders) return
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })
}
