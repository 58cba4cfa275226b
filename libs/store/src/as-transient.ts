import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'

/**
 * SQLSTATE classes and codes (PostgreSQL manual, appendix A) after which the same work may well succeed: connection
 * (08), a password that is being changed or a role or database that is not made yet (28, 3D000), serialization and
 * deadlock (40), resources (53), shutdown and cancel (57), i/o (58), read-only after a failover, lock and idle timeouts.
 */
const codes =
  /^(08...|28...|3D000|40001|40P01|53...|57014|57P0[1-5]|58...|25006|25P03|55P03|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/

/** `pg` and `pg-pool` throw these without a code. */
const messages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout e(xceeded|xpired)|timeout expired|Query read timeout|Connection ended|Cannot use a pool after calling end)/

/** Turns what may work later into a TransientError that keeps its cause; everything else stays as it is. */
export function asTransient(error: unknown): unknown {
  if (error instanceof TransientError || error instanceof RejectedError || error instanceof UnknownOutcomeError) {
    return error
  }
  const found = causes(error).find(cause => codes.test(String(cause.code)) || messages.test(String(cause.message)))
  return found ? new TransientError(`database: ${String(found.message)}`, { cause: error }) : error
}

/** The error and what it was made from: drizzle wraps the driver's error, Node gathers those of several addresses. */
function causes(error: unknown): { code?: unknown; message?: unknown }[] {
  const found: { code?: unknown; message?: unknown }[] = []
  let next = error
  while (typeof next === 'object' && next !== null && found.length < 5) {
    found.push(next)
    next = 'cause' in next ? next.cause : undefined
  }
  return found
}
