import { join } from 'node:path'
import { createFaults, type Faults } from './faults/faults.ts'
import { createPoster, type Poster } from './http/post.ts'
import { createRandom, type Random } from './random.ts'
import { openRecord, type TheRecord } from './record/record.ts'
import type { SandboxSettings } from './settings.ts'
import { createLife, type Stoppable } from './stoppable.ts'
import { type Blobs, openBlobs } from './storage/blobs.ts'
import { type Journal, openJournal } from './storage/journal.ts'
import { createDelivery, type Delivery } from './webhooks/delivery.ts'

/** What all three pretended vendors share. */
export interface Ground {
  settings: SandboxSettings
  publicUrl(): string
  record: TheRecord
  journal: Journal
  blobs: Blobs
  faults: Faults
  delivery: Delivery
  random: Random
  poster: Poster
  life: Stoppable
}

export function openGround(
  settings: SandboxSettings,
  publicUrl: () => string,
  onError: (error: unknown) => void,
): Ground {
  const folder = settings.DATA_DIR
  const random = createRandom(settings.SEED)
  return {
    settings,
    publicUrl,
    record: openRecord(folder && join(folder, 'record.jsonl')),
    journal: openJournal(folder && join(folder, 'state.jsonl')),
    blobs: openBlobs(folder && join(folder, 'media')),
    faults: createFaults(random),
    delivery: createDelivery(random),
    random,
    poster: createPoster('facebookexternalua'),
    life: createLife(onError),
  }
}
