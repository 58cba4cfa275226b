import { openFiles } from '@astria-bot/files'
import { test } from 'tap'
import { type Protocol, playStore, sha256 } from './played-store.ts'
import { keysOf, openBelow, suiteOfFiles } from './suite.ts'

const identity = { region: 'eu-central-1', accessKeyId: 'AKID', secretAccessKey: 'hidden' }
const form =
  /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/s3\/aws4_request,SignedHeaders=[a-z0-9;-]+,Signature=[0-9a-f]{64}$/

/** Of the signature only the form: s3-signature.test.ts has Amazon's own examples. */
const s3: Protocol = {
  admits: ({ headers }, body) =>
    form.test(headers.authorization ?? '') && headers['x-amz-content-sha256'] === sha256(body),
  listed: ({ searchParams }) =>
    searchParams.get('list-type') === '2'
      ? { prefix: searchParams.get('prefix') ?? '', after: atob(searchParams.get('continuation-token') ?? '') }
      : undefined,
  page: (keys, next) =>
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>${keys
      .map(key => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`)
      .join('')}${next && `<NextContinuationToken>${btoa(next)}</NextContinuationToken>`}</ListBucketResult>`,
  codes: { missing: 'NoSuchKey', refused: 'SignatureDoesNotMatch' },
}
const open = async () => {
  const store = await playStore('bucket', s3)
  return { store, access: { s3: { ...identity, apiUrl: store.url } } }
}

suiteOfFiles('a bucket of S3', async () => {
  const { store, access } = await open()
  return { files: openFiles('s3://bucket/some/root', access), close: store.close }
})

test('a bucket: below its root alone, with its type, and what somebody else put there is left alone', async t => {
  const { store, access } = await open()
  t.teardown(store.close)
  const files = openFiles('s3://bucket/root/', access)
  await files.put('pictures/1.jpg', Buffer.from('x'), 'image/jpeg')
  t.match(store.objects.get('root/pictures/1.jpg'), { type: 'image/jpeg' })
  for (const key of ['root/pictures/what is this?', 'root/pictures/.hidden', 'other/pictures/2.jpg'])
    store.objects.set(key, { body: Buffer.from('x'), type: '' })
  t.same(await keysOf(files, 'pictures/'), ['pictures/1.jpg'])
})

test('a store that is away, refuses the key or has no such bucket is no missing file, and may work later', async t => {
  const { store, access } = await open()
  t.teardown(store.close)
  const files = openFiles('s3://bucket', access)
  const wrong = openFiles('s3://bucket', { s3: { ...access.s3, accessKeyId: 'another' } })
  await t.rejects(wrong.get('a/1.jpg'), { name: 'TransientError', message: /403 SignatureDoesNotMatch to GET/ })
  for (const status of [503, 301, 400]) {
    store.answer(status)
    await t.rejects(files.has('a/1.jpg'), { name: 'TransientError' }, String(status))
  }
  await store.close()
  await t.rejects(files.put('a/1.jpg', Buffer.from('x'), 'image/jpeg'), {
    name: 'TransientError',
    message: /does not answer/,
  })
})

// Against a real one: see the README.
const { S3_TEST_URL: real, ...given } = process.env
if (real) {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_REGION = 'us-east-1', S3_API_URL: apiUrl } = given
  const access = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, region: AWS_REGION, apiUrl }
  suiteOfFiles('a real bucket', async () => openBelow(real, { s3: access }))
  test('a real one says what is wrong', async t => {
    const refused = openFiles(real, { s3: { ...access, secretAccessKey: 'wrong' } })
    await t.rejects(refused.get('a/1.jpg'), { message: /403 SignatureDoesNotMatch/ })
    const nowhere = openFiles('s3://there-is-no-such-bucket-here', { s3: access })
    await t.rejects(nowhere.get('a/1.jpg'), { message: /404 NoSuchBucket/ })
  })
}
