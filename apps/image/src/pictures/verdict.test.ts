import { inspectionFlags } from '@astria-bot/astria'
import { PictureReason, PictureVerdict } from '@astria-bot/contracts'
import fc from 'fast-check'
import { test } from 'tap'
import { decidePicture } from './verdict.ts'

const fine = { reasons: [], warnings: [] }
const rules = { lowQuality: 'refuse', personClasses: ['man', 'woman'] } as const
const seen = (className: string | null, ...flags: (typeof inspectionFlags)[number][]) => ({
  className,
  flags,
  traits: {},
})

test('a good picture is accepted; selfies and full bodies too', async t => {
  t.same(decidePicture(fine, seen('woman', 'selfie', 'full_body_image_or_longshot'), rules), {
    verdict: 'accepted',
    reasons: [],
    warnings: [],
    className: 'woman',
  })
})

test('each defect refuses for its reason', async t => {
  const reasons = (className: string | null, ...flags: (typeof inspectionFlags)[number][]) =>
    decidePicture(fine, seen(className, ...flags), rules).reasons
  t.same(reasons(null), ['no_person'])
  t.same(reasons('dog'), ['no_person'])
  t.same(reasons('man', 'includes_multiple_people'), ['several_people'])
  t.same(reasons('man', 'wearing_sunglasses', 'wearing_hat', 'funny_face', 'blurry'), [
    'sunglasses',
    'hat',
    'funny_face',
    'blurry',
  ])
  t.same(reasons('man', 'low_quality', 'low_resolution'), ['low_quality'])
  t.match(decidePicture(fine, seen('man', 'low_quality'), { ...rules, lowQuality: 'warn' }), {
    verdict: 'accepted',
    warnings: ['low_quality'],
  })
  t.match(decidePicture({ reasons: ['duplicate'], warnings: ['blurry'] }, seen('man'), rules), {
    verdict: 'refused',
    reasons: ['duplicate'],
    warnings: ['blurry'],
  })
})

test('a possible minor is held, whatever else is wrong', async t => {
  for (const className of ['boy', 'girl', 'baby']) {
    t.match(decidePicture({ reasons: ['blurry'], warnings: [] }, seen(className, 'blurry'), rules), {
      verdict: 'held',
      reasons: [],
      className,
    })
    t.match(decidePicture(fine, seen(className), { ...rules, personClasses: [className] }), { verdict: 'held' })
  }
})

test('without an answer of inspect a picture is accepted with a warning, unless we see a defect ourselves', async t => {
  t.match(decidePicture(fine, null, rules), { verdict: 'accepted', warnings: ['not_inspected'], className: null })
  t.match(decidePicture({ reasons: ['too_dark'], warnings: [] }, null, rules), {
    verdict: 'refused',
    reasons: ['too_dark'],
  })
})

test('whatever is seen, the decision fits the event', async t => {
  const flags = fc.subarray([...inspectionFlags])
  const className = fc.option(fc.constantFrom('man', 'woman', 'boy', 'girl', 'baby', 'cat', 'alien'), { nil: null })
  const local = fc.subarray(['too_small', 'too_dark', 'too_bright', 'blurry', 'duplicate'] as const)
  fc.assert(
    fc.property(flags, className, local, (flags, className, reasons) => {
      const decision = decidePicture({ reasons, warnings: [] }, { className, flags, traits: {} }, rules)
      PictureVerdict.parse(decision.verdict)
      for (const reason of decision.reasons) PictureReason.parse(reason)
      t.equal(decision.verdict === 'refused', decision.reasons.length > 0)
    }),
  )
})
