import { imaging, type Transaction } from '@astria-bot/store'
import { eq } from 'drizzle-orm'

/** How many portraits a pack promises for a class; null while the pack is not known. */
export async function expectedCount(tx: Transaction, packId: string, className: string): Promise<number | null> {
  const [pack] = await tx.drizzle.select().from(imaging.packs).where(eq(imaging.packs.packId, packId))
  const classes = (pack?.data as { classes?: { className: string; imageCount: number }[] } | undefined)?.classes ?? []
  return classes.find(item => item.className === className)?.imageCount ?? null
}
