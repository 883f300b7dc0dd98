/**
 * What the page can do beyond being read: filter by verdict and by words, open what a link names, copy, switch its colours.
 * Without it everything is shown. It builds no HTML out of text.
 */
export const script = `
'use strict'
const every = selector => [...document.querySelectorAll(selector)]
const one = selector => document.querySelector(selector)
const lines = every('details[data-verdict]')
const chips = every('.chip')
const search = one('#search')
const isPressed = chip => chip.getAttribute('aria-pressed') === 'true'
const press = (chip, on) => chip.setAttribute('aria-pressed', String(on))

const show = () => {
  const wanted = new Set(chips.filter(isPressed).map(chip => chip.dataset.verdict))
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean)
  let count = 0
  for (const line of lines) {
    const text = line.querySelector('summary').textContent.toLowerCase()
    line.hidden = !wanted.has(line.dataset.verdict) || !words.every(word => text.includes(word))
    line.classList.remove('first', 'last')
    if (!line.hidden) count++
  }
  for (const part of every('.part')) {
    const visible = part.querySelectorAll('details[data-verdict]:not([hidden])')
    part.hidden = visible.length === 0
    if (part.hidden) continue
    visible[0].classList.add('first')
    visible[visible.length - 1].classList.add('last')
  }
  one('#shown').textContent = 'showing ' + count + ' of ' + lines.length
}

for (const chip of chips)
  chip.addEventListener('click', event => {
    if (event.altKey) for (const each of chips) press(each, each === chip)
    else press(chip, !isPressed(chip))
    show()
  })
search.addEventListener('input', show)

one('#open').addEventListener('click', () => {
  const visible = lines.filter(line => !line.hidden)
  const open = visible.some(line => !line.open)
  for (const line of visible) line.open = open
})

one('#theme').addEventListener('click', () => {
  const root = document.documentElement
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  root.dataset.theme = dark ? 'light' : 'dark'
})

for (const button of every('[data-copy]'))
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.closest('[data-copied]').querySelector('pre').textContent)
    button.textContent = 'copied'
  })

const follow = () => {
  const line = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!line || !line.dataset.verdict) return
  for (const chip of chips) if (chip.dataset.verdict === line.dataset.verdict) press(chip, true)
  search.value = ''
  show()
  line.open = true
  line.scrollIntoView({ block: 'center' })
}
addEventListener('hashchange', follow)

const worrying = chips.filter(chip => chip.dataset.worrying === 'true')
if (worrying.length > 0) for (const chip of chips) press(chip, worrying.includes(chip))
for (const tool of every('[data-scripted]')) tool.hidden = false
show()
follow()
`
