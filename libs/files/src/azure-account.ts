import { createHmac } from 'node:crypto'
import type { StoreRequest } from './ask-store.ts'

/** A storage account of Azure, as its connection string names it. */
export interface AzureAccount {
  /** Without a slash at its end. */
  blobUrl: string
  /** Signs a request by the account's key, or adds the shared access signature to its address. */
  sign(request: StoreRequest, now: Date): StoreRequest
}

/** The version of the protocol: of Azurite 3.14 and every account since 2021. */
const version = '2021-08-06'

/** Reads a connection string. Throws where it names no account; never repeats what stands in it. */
export function azureAccount(connectionString: string): AzureAccount {
  const parts = new Map(
    connectionString.split(';').map(part => {
      const at = part.indexOf('=')
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const
    }),
  )
  const { AccountName, AccountKey, BlobEndpoint, SharedAccessSignature } = Object.fromEntries(parts)
  const protocol = parts.get('DefaultEndpointsProtocol') ?? 'https'
  const suffix = parts.get('EndpointSuffix') ?? 'core.windows.net'
  const blobUrl = BlobEndpoint ?? (AccountName && `${protocol}://${AccountName}.blob.${suffix}`)
  const withVersion = (request: StoreRequest, now: Date) => ({
    ...request,
    headers: { ...request.headers, 'x-ms-date': now.toUTCString(), 'x-ms-version': version },
  })
  if (blobUrl && AccountName && AccountKey) {
    const key = Buffer.from(AccountKey, 'base64')
    return {
      blobUrl: blobUrl.replace(/\/+$/, ''),
      sign(request, now) {
        const signed = withVersion(request, now)
        const signature = createHmac('sha256', key).update(toSign(signed, AccountName)).digest('base64')
        return { ...signed, headers: { ...signed.headers, authorization: `SharedKey ${AccountName}:${signature}` } }
      },
    }
  }
  if (blobUrl && SharedAccessSignature) {
    return {
      blobUrl: blobUrl.replace(/\/+$/, ''),
      sign(request, now) {
        const url = new URL(request.url)
        for (const [name, value] of new URLSearchParams(SharedAccessSignature)) url.searchParams.set(name, value)
        return { ...withVersion(request, now), url }
      },
    }
  }
  throw new Error(
    'AZURE_STORAGE_CONNECTION_STRING needs AccountName and AccountKey, or BlobEndpoint and SharedAccessSignature',
  )
}

/** Microsoft's page "Authorize with Shared Key": twelve lines, the x-ms headers, the resource with its query. */
function toSign({ method, url, headers, body }: StoreRequest, account: string): string {
  const length = body?.length ? String(body.length) : ''
  const own = Object.keys(headers)
    .filter(name => name.startsWith('x-ms-'))
    .sort()
  const query = [...url.searchParams].sort(([one], [other]) => (one < other ? -1 : 1))
  return [
    ...[method, '', '', length, '', headers['content-type'] ?? '', '', '', '', '', '', ''],
    ...own.map(name => `${name}:${headers[name]}`),
    `/${account}${url.pathname}`,
    ...query.map(([name, value]) => `${name.toLowerCase()}:${value}`),
  ].join('\n')
}
