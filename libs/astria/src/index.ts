export { type CallbackBody, readCallbackBody } from './callback-body.ts'
export {
  type CallbackKind,
  type CallbackQuery,
  type CallbackVerdict,
  callbackKinds,
  callbackPath,
  callbackUrl,
  verifyCallback,
} from './callback-link.ts'
export { AccountError } from './client/account-error.ts'
export { type AstriaClient, type AstriaClientOptions, createAstriaClient } from './client/astria-client.ts'
export type { PackTuneRequest } from './client/pack-tune-form.ts'
export type { AstriaFetch, AstriaInit } from './client/transport.ts'
export type { Account } from './parse/account.ts'
export { type Inspection, type InspectionFlag, inspectionFlags } from './parse/inspection.ts'
export type { Pack } from './parse/pack.ts'
export type { PackTuneAnswer } from './parse/pack-tune-answer.ts'
export { isSettled, type Prompt } from './parse/prompt.ts'
export type { Tune } from './parse/tune.ts'
