const numbers = (new URLSearchParams(location.search).get('n') ?? '972500000001,972500000002')
  .split(',')
  .map(number => number.replace(/\D/g, ''))
  .filter(Boolean)

const grid = document.getElementById('grid')

for (const number of numbers) {
  const figure = document.createElement('figure')
  const caption = document.createElement('figcaption')
  caption.textContent = `+${number}`
  const frame = document.createElement('iframe')
  frame.src = `/phone/${number}`
  frame.title = `Phone +${number}`
  figure.append(caption, frame)
  grid.append(figure)
}

document.getElementById('add').addEventListener('submit', event => {
  event.preventDefault()
  const typed = document.getElementById('number').value.replace(/\D/g, '')
  const next = typed || String(Number(numbers.at(-1) ?? 972500000000) + 1)
  location.search = `?n=${[...numbers, next].join(',')}`
})
