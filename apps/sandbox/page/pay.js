const framed = window.parent !== window
const result = document.querySelector('[data-outcome]')

// In the phone's overlay the chat is right behind this page: tell it, instead of opening it again.
if (framed && result) {
  window.parent.postMessage({ from: 'sandbox-pay', outcome: result.dataset.outcome }, location.origin)
}
document.querySelector('[data-testid="pay-return"]')?.addEventListener('click', event => {
  if (!framed) return
  event.preventDefault()
  window.parent.postMessage({ from: 'sandbox-pay', close: true }, location.origin)
})
