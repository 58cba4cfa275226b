import { test } from 'tap'
import { signS3 } from './s3-signature.ts'

const identity = {
  region: 'us-east-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const at = new Date('2013-05-24T00:00:00Z')
const bucket = 'https://examplebucket.s3.amazonaws.com'

test('the examples of Amazon’s page sig-v4-header-based-auth are signed as they stand there', async t => {
  const signed = (path: string, headers: Record<string, string> = {}) => {
    const { authorization } = signS3({ method: 'GET', url: new URL(bucket + path), headers }, identity, at)
    return authorization?.split('Signature=')[1]
  }
  t.equal(signed('/?max-keys=2&prefix=J'), '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7')
  t.equal(signed('/?lifecycle'), 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543')
  t.equal(
    signed('/test.txt', { range: 'bytes=0-9' }),
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  )
})

test('another body is another signature', async t => {
  const put = (body: string) =>
    signS3({ method: 'PUT', url: new URL(`${bucket}/1.jpg`), headers: {}, body: Buffer.from(body) }, identity, at)
  t.not(put('one').authorization, put('two').authorization)
  t.match(put('one').authorization, 'SignedHeaders=host;x-amz-content-sha256;x-amz-date,')
})
