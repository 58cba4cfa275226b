/** What is kept under a key. */
export interface StoredFile {
  bytes: Buffer
  mimeType: string
}

/**
 * A store of files under keys such as `portraits/<contact>/<order>/<id>.jpg`. Keys are relative, without `..`; a key
 * that is not is refused with `RejectedError('bad_key')`.
 */
export interface Files {
  /** Writes a file whole or not at all; it is durable when this resolves. Replaces what was there. */
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<void>
  /** Throws `RejectedError('not_found')` where there is nothing. */
  get(key: string): Promise<StoredFile>
  has(key: string): Promise<boolean>
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>
  /** Deletes every file whose key begins with the prefix, which must end with `/`. */
  deletePrefix(prefix: string): Promise<void>
  /**
   * Deletes what was left of files that were never finished (the process was killed in `put`) and is older than so many
   * milliseconds. Answers how many.
   */
  deleteUnfinished(prefix: string, olderThanMs: number): Promise<number>
  /** The keys that begin with the prefix, in order. */
  list(prefix: string): AsyncIterable<string>
}
