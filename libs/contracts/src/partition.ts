/**
 * The partition of a contact's key: FNV-1a (32 bit) over its UTF-16 units, modulo the number of partitions. All events
 * of one contact share a partition, and each partition is handled in order.
 */
export function partitionOf(subject: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < subject.length; i += 1) {
    hash ^= subject.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0) % partitions
}
