import type { z } from 'zod'
import { SettingsError } from './load-settings.ts'
import { secret, setting } from './setting.ts'

/** Where files are kept, and what opens it: for the apps that read or write pictures. */
export const filesSettings = {
  FILES_URL: setting
    .files()
    .describe('Where files are kept: file:///an/absolute/path, azure://container or s3://bucket.'),
  AZURE_STORAGE_CONNECTION_STRING: secret(
    setting.text().regex(/AccountName=[\s\S]*AccountKey=|AccountKey=[\s\S]*AccountName=|SharedAccessSignature=/),
  )
    .optional()
    .describe('Opens azure: of FILES_URL; with an account key or a shared access signature.'),
  AWS_ACCESS_KEY_ID: setting.text().optional().describe('Whose key opens s3: of FILES_URL.'),
  AWS_SECRET_ACCESS_KEY: setting.secret().optional().describe('Opens s3: of FILES_URL.'),
  AWS_REGION: setting.text().default('us-east-1').describe('Of the bucket of s3:.'),
  S3_API_URL: setting.url().optional().describe("Of a store that speaks like S3 and is not Amazon's."),
}
type Parsed = z.infer<z.ZodObject<typeof filesSettings>>
/** What they parse to; a job may do without files. */
export type FilesSettings = { readonly [name in keyof Parsed]?: Parsed[name] | undefined }

/** What opens the store that FILES_URL names. Throws SettingsError where it is missing. */
export function filesAccess(settings: FilesSettings) {
  const { FILES_URL = '', AZURE_STORAGE_CONNECTION_STRING: azureConnectionString } = settings
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: region } = settings
  const needed: Partial<Record<string, (keyof FilesSettings)[]>> = {
    azure: ['AZURE_STORAGE_CONNECTION_STRING'],
    s3: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  }
  const scheme = FILES_URL.slice(0, FILES_URL.indexOf(':'))
  const missing = (needed[scheme] ?? []).filter(name => settings[name] === undefined)
  if (missing.length > 0) throw new SettingsError(missing.map(name => `${name} is missing: FILES_URL is ${scheme}:.`))
  return {
    azureConnectionString,
    s3:
      accessKeyId && secretAccessKey && region
        ? { accessKeyId, secretAccessKey, region, apiUrl: settings.S3_API_URL }
        : undefined,
  }
}
