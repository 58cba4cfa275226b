/**
 * The fetch that is handed in. It reaches only allowed hosts, and throws TransientError when nothing was sent (or
 * repeating is harmless) and UnknownOutcomeError when a POST may have been carried out.
 */
export type HttpFetch = (
  url: string,
  init?: RequestInit & { timeoutMs?: number; maxBytes?: number },
) => Promise<Response>
