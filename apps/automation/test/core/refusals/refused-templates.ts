import { giftButtons, giftCard, giftHeader, giftOf, needs, type Refusal, say, template } from './samples.ts'

/** Templates that do not exist, cannot be sent, or do not get what they want. */
export const refusedTemplates: readonly Refusal[] = [
  [
    'an unknown template',
    { steps: [template({ name: 'greetin' })] },
    'steps[0].template.name',
    'unknown_template',
    /no template "greetin"\. Did you mean greeting\?/,
  ],
  [
    'a paused template',
    { steps: [template({ name: 'paused', body: [] })] },
    'steps[0].template.name',
    'template_not_approved',
    /not approved/,
  ],
  [
    "a template's missing value",
    { steps: [template({ body: [] })] },
    'steps[0].template.body',
    'variable_without_value',
    /first_name/,
  ],
  [
    "a template's stranger",
    {
      steps: [
        template({
          body: [
            { name: 'first_name', text: 'x' },
            { name: 'last', text: 'x' },
          ],
        }),
      ],
    },
    'steps[0].template.body[1]',
    'unknown_variable',
    /last/,
  ],
  [
    'a header without a value',
    giftOf({ header: undefined }),
    'steps[0].template.header',
    'variable_without_value',
    /\{\{1\}\} of the template's header gets no value/,
  ],
  [
    'a header of another kind',
    giftOf({ header: { type: 'image', file: { fileKey: 'k', mimeType: 'image/jpeg' } } }),
    'steps[0].template.header.type',
    'wrong_header',
    /of the type text, not image/,
  ],
  [
    'a header that takes nothing',
    { steps: [template({ header: giftHeader })] },
    'steps[0].template.header',
    'unknown_variable',
    /takes no value/,
  ],
  [
    'an address without its variable',
    giftOf({ buttons: [giftButtons[1]] }),
    'steps[0].template.buttons',
    'variable_without_value',
    /button 1 "See" \(url\) gets no value/,
  ],
  [
    'a code to copy that is none',
    giftOf({ buttons: [giftButtons[0]] }),
    'steps[0].template.buttons',
    'variable_without_value',
    /button 2 "Copy" \(copy_code\) gets no value/,
  ],
  [
    'a button that does not exist',
    giftOf({ buttons: [...giftButtons, { index: 7, type: 'url', value: 'x' }] }),
    'steps[0].template.buttons[2].index',
    'unknown_variable',
    /4 buttons, counted from 0; none is number 7/,
  ],
  [
    'a button of another kind',
    giftOf({ buttons: [...giftButtons, { index: 0, type: 'url', value: 'x' }] }),
    'steps[0].template.buttons[2].type',
    'wrong_button',
    /quick_reply, not url/,
  ],
  [
    'a value for an address that never changes',
    giftOf({ buttons: [...giftButtons, { index: 3, type: 'url', value: 'x' }] }),
    'steps[0].template.buttons[2]',
    'unknown_variable',
    /"Home" has no variable/,
  ],
  [
    'cards that are missing',
    { steps: [template({ name: 'sale', body: undefined, offerEndsAt: '2026-12-24T00:00:00Z' })] },
    'steps[0].template.cards',
    'variable_without_value',
    /1 card; here are 0/,
  ],
  [
    'an offer that is over',
    {
      steps: [
        template({
          name: 'sale',
          body: undefined,
          offerEndsAt: '2026-11-01T00:00:00Z',
          cards: [{ header: { type: 'video', file: { fileKey: 'k', mimeType: 'video/mp4' } }, buttons: giftButtons }],
        }),
      ],
    },
    'steps[0].template.offerEndsAt',
    'in_the_past',
    /over before/,
    {
      templates: [
        {
          name: 'sale',
          language: 'en_US',
          approved: true,
          needs: needs({
            limitedTimeOffer: true,
            cards: [{ ...giftCard, header: { format: 'video', variables: [] } }],
          }),
        },
      ],
    },
  ],
  [
    'a bound unknown template',
    { steps: [{ ...say('hello'), template: template({ name: 'nope' }).template }] },
    'steps[0].template.name',
    'unknown_template',
    /nope/,
  ],
]
