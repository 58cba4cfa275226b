import { openFiles } from '@astria-bot/files'
import { test } from 'tap'
import { type Protocol, playStore } from './played-store.ts'
import { keysOf, openBelow, suiteOfFiles } from './suite.ts'

/** Of the signature only the form: azure-account.test.ts has one that Azurite took. */
const azure: Protocol = {
  admits: ({ headers, url }) =>
    (/^SharedKey account:[\w+/]{43}=$/.test(headers.authorization ?? '') || /[?&]sig=of-ours/.test(url ?? '')) &&
    /^\d{4}-\d\d-\d\d$/.test(String(headers['x-ms-version'])),
  listed: ({ searchParams }) =>
    searchParams.get('comp') === 'list' && searchParams.get('restype') === 'container'
      ? { prefix: searchParams.get('prefix') ?? '', after: searchParams.get('marker') ?? '' }
      : undefined,
  page: (keys, next) =>
    `<?xml version="1.0"?><EnumerationResults ContainerName="files"><Blobs>${keys
      .map(key => `<Blob><Name>${key}</Name><Properties/></Blob>`)
      .join('')}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
  codes: { missing: 'BlobNotFound', refused: 'AuthenticationFailed' },
}
const open = async () => {
  const store = await playStore('files', azure)
  return { store, azureConnectionString: `BlobEndpoint=${store.url};AccountName=account;AccountKey=aGlkZGVu` }
}

suiteOfFiles('a container of Azure', async () => {
  const { store, azureConnectionString } = await open()
  return { files: openFiles('azure://files/root', { azureConnectionString }), close: store.close }
})

test('a shared access signature opens it, too; another key does not, and says so without itself', async t => {
  const { store, azureConnectionString } = await open()
  t.teardown(store.close)
  const shared = `BlobEndpoint=${store.url};SharedAccessSignature=sv=2022-11-02&ss=b&sig=of-ours`
  const files = openFiles('azure://files', { azureConnectionString: shared })
  await files.put('a/1.jpg', Buffer.from('x'), 'image/jpeg')
  t.same(await keysOf(files, 'a/'), ['a/1.jpg'])
  t.match(store.objects.get('a/1.jpg'), { type: 'image/jpeg' })
  const other = azureConnectionString.replace('=account;', '=another;')
  const refused = openFiles('azure://files', { azureConnectionString: other }).get('a/1.jpg')
  await t.rejects(refused, { name: 'TransientError', message: /403 AuthenticationFailed to GET$/ })
})

// Against a real one: see the README.
const { AZURE_TEST_URL: real, AZURE_STORAGE_CONNECTION_STRING: azureConnectionString = '' } = process.env
if (real) {
  suiteOfFiles('a real container', async () => openBelow(real, { azureConnectionString }))
  test('a real one says what is wrong', async t => {
    const another = azureConnectionString.replace(/AccountKey=[^;]*/, 'AccountKey=aGlkZGVu')
    await t.rejects(openFiles(real, { azureConnectionString: another }).get('a/1.jpg'), { message: /answered 403/ })
    const nowhere = openFiles('azure://no-such-container', { azureConnectionString })
    await t.rejects(nowhere.get('a/1.jpg'), { message: /404 ContainerNotFound/ })
  })
}
