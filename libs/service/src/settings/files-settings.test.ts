import { test } from 'tap'
import { z } from 'zod'
import { filesAccess, filesSettings } from './files-settings.ts'
import { loadSettings } from './load-settings.ts'

const load = (env: Record<string, string>) => loadSettings(z.object(filesSettings), env)
const account = 'DefaultEndpointsProtocol=https;AccountName=one;AccountKey=aGlkZGVu'

test('where files may be kept', async t => {
  for (const url of [
    'file:///var/lib',
    'azure://pictures',
    'azure://pictures/some/path',
    's3://a.bucket',
    's3://bucket/x/',
  ])
    t.equal(load({ FILES_URL: url }).FILES_URL, url)
  for (const url of [
    'file://relative',
    'azure://',
    's3://Bucket',
    's3://bucket/a//b',
    's3://bucket/..',
    'ftp://x',
    'x',
  ])
    t.throws(() => load({ FILES_URL: url }), /FILES_URL \(it is .*: is file:\/\/\//, url)
})

test('a store in the network without its key is said, and never the key', async t => {
  t.throws(() => filesAccess(load({ FILES_URL: 'azure://a12' })), /AZURE_STORAGE_CONNECTION_STRING is missing/)
  t.throws(
    () => filesAccess(load({ FILES_URL: 's3://a12', AWS_ACCESS_KEY_ID: 'x' })),
    /- AWS_SECRET_ACCESS_KEY is missing: FILES_URL is s3:/,
  )
  t.throws(() => load({ FILES_URL: 'azure://a12', AZURE_STORAGE_CONNECTION_STRING: 'hidden' }), {
    message: /^(?!.*hidden)[\s\S]*AZURE_STORAGE_CONNECTION_STRING: has not the right form/,
  })
  t.same(filesAccess(load({ FILES_URL: 'file:///x' })), { azureConnectionString: undefined, s3: undefined })
  const azure = load({ FILES_URL: 'azure://a12', AZURE_STORAGE_CONNECTION_STRING: account })
  t.match(filesAccess(azure), { azureConnectionString: account })
  const s3 = load({
    FILES_URL: 's3://a12',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'y',
    S3_API_URL: 'http://m/',
  })
  t.same(filesAccess(s3).s3, { accessKeyId: 'x', secretAccessKey: 'y', region: 'us-east-1', apiUrl: 'http://m' })
})
