import { TransientError } from '@astria-bot/contracts'
import { every, type Loop } from '@astria-bot/service'
import type { Studio } from '../studio.ts'
import { claimPackTurn, endPackTurn, extendPackTurn, nothing, requestSync } from './pack-turn.ts'
import { syncPacks } from './sync-packs.ts'

const lookMs = 1000

/** Reads the packs at start, every PACK_SYNC_MS and when asked; of several processes one does. */
export async function startPackReader(studio: Studio, onCommit: () => void): Promise<Loop> {
  await requestSync(studio.db, nothing)
  let stopped = false
  const loop = every({
    ms: Math.min(lookMs, studio.settings.PACK_SYNC_MS),
    name: 'packs',
    logger: studio.logger,
    run: () => takeTurn(studio, onCommit, () => stopped),
  })
  return {
    stop() {
      stopped = true
      return loop.stop()
    },
  }
}

async function takeTurn(studio: Studio, onCommit: () => void, stopped: () => boolean): Promise<void> {
  const { db, settings, metrics, logger } = studio
  const turn = await claimPackTurn(db, settings.PACK_SYNC_MS)
  if (!turn) return
  const keepTurn = async () => {
    if (stopped()) throw new TransientError('the process ends')
    if (!(await extendPackTurn(db, turn))) throw new TransientError('another process reads the packs')
  }
  try {
    await syncPacks(studio, { anew: turn.anew, onCommit, keepTurn })
    await endPackTurn(db, turn, { againMs: settings.PACK_SYNC_MS, failed: false })
    metrics.packSyncs.inc({ outcome: 'done' })
  } catch (err) {
    await endPackTurn(db, turn, { againMs: stopped() ? 0 : settings.ASTRIA_RETRY_MS, failed: true })
    metrics.packSyncs.inc({ outcome: 'failed' })
    if (!stopped()) logger.warn({ err }, 'the packs could not be read')
  }
}
