/** An element with properties, attributes, listeners and children. `null` children are left out; text stays text. */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'class') node.className = value
    else if (name === 'data') Object.assign(node.dataset, value)
    else if (name === 'testid') node.dataset.testid = value
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false))
  return node
}

const SVG = 'http://www.w3.org/2000/svg'

/** A line drawing from path data, in a field of 24 by 24 unless told. */
export function drawing(paths, className, viewBox = '0 0 24 24', label) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', viewBox)
  if (className) svg.setAttribute('class', className)
  if (label) svg.setAttribute('aria-label', label)
  else svg.setAttribute('aria-hidden', 'true')
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

export const byId = id => document.getElementById(id)
