import { randomBytes } from 'node:crypto'
import type { Answer } from '../faults/with-faults.ts'

/** Status and title by code (Meta's page "Error codes"). What is not listed is 400. */
const catalogue: Record<number, { status?: number; title: string; type?: string }> = {
  1: { title: 'An unknown error has occurred.' },
  2: { status: 503, title: 'Service temporarily unavailable' },
  4: { title: 'Application request limit reached' },
  33: { title: 'Parameter value is not valid', type: 'GraphMethodException' },
  100: { title: 'Invalid parameter' },
  190: { status: 401, title: 'Invalid OAuth access token - Cannot parse access token' },
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  80007: { title: 'Rate limit hit' },
  130429: { title: 'Rate limit hit' },
  130472: { title: "User's number is part of an experiment" },
  130497: { status: 403, title: 'Business account is restricted from messaging users in this country' },
  131000: { status: 500, title: 'Something went wrong' },
  131005: { status: 403, title: 'Access denied' },
  131008: { title: 'Required parameter is missing' },
  131009: { title: 'Parameter value is not valid' },
  131016: { status: 503, title: 'Service unavailable' },
  131021: { title: 'Recipient cannot be sender' },
  131026: { title: 'Message undeliverable' },
  131031: { status: 403, title: 'Account has been locked' },
  131047: { title: 'Re-engagement message' },
  131048: { title: 'Spam rate limit hit' },
  131050: { title: 'User stopped marketing messages' },
  131051: { title: 'Unsupported message type' },
  131052: { title: 'Media download error' },
  131053: { title: 'Media upload error' },
  131056: { title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { status: 500, title: 'Account in maintenance mode' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  132000: { title: 'Number of parameters does not match the expected number of params' },
  132012: { title: 'Parameter format does not match format in the created template' },
  132015: { title: 'Template is paused due to low quality' },
  132016: { title: 'Template is disabled' },
  133010: { title: 'Phone number not registered' },
}

export const titleOf = (code: number): string => catalogue[code]?.title ?? 'Error'

/** A refusal in Meta's words; thrown by the checks, answered by the door. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly code: number
  readonly details: string | undefined

  constructor(code: number, details?: string) {
    super(details ?? titleOf(code))
    this.code = code
    this.details = details
  }
}

export function graphErrorAnswer(code: number, details?: string): Answer {
  const known = catalogue[code]
  return {
    status: known?.status ?? 400,
    body: {
      error: {
        message: code === 190 ? titleOf(code) : `(#${code}) ${titleOf(code)}`,
        type: known?.type ?? 'OAuthException',
        code: code === 33 ? 100 : code,
        ...(code === 33 ? { error_subcode: 33 } : {}),
        ...(details ? { error_data: { messaging_product: 'whatsapp', details } } : {}),
        fbtrace_id: `A${randomBytes(11).toString('base64url')}`,
      },
    },
  }
}
