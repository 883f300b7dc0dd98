/** The looks of the page. Colours are pairs for light and dark; each verdict has one of its own, with contrast enough for small text. */
export const style = `
:root { color-scheme: light dark;
  --page: light-dark(#f6f7f9, #14171c); --card: light-dark(#fff, #1c2027); --line: light-dark(#dde1e7, #333a45);
  --text: light-dark(#1b2027, #e4e8ee); --soft: light-dark(#59636f, #9aa5b3); --code: light-dark(#f0f2f5, #12151a); --accent: light-dark(#1d5fc4, #7fb1ff);
  --pass: light-dark(#1f7a3d, #4cc274); --fail: light-dark(#c0261f, #ff7b72); --xpass: light-dark(#a3336b, #f28bbd); --error: light-dark(#7d3cb5, #c796f5);
  --flaky: light-dark(#a35a00, #f0a85a); --warn: light-dark(#8a6400, #e3bd4f); --xfail: light-dark(#2f6f95, #79bfe6);
  --skip: light-dark(#5c6773, #98a3b1); --disabled: light-dark(#6d7783, #8590a0); }
:root[data-theme=light] { color-scheme: light } :root[data-theme=dark] { color-scheme: dark }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 2rem } main { padding-bottom: 4rem }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 } h2 { font-size: 1.1rem; margin: 0 }
a { color: var(--accent) } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
code, pre { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
pre { margin: 0; padding: .6rem .75rem; background: var(--code); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; max-height: 24rem; overflow: auto }
button, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .7rem }
button { cursor: pointer; white-space: nowrap } button:hover { border-color: var(--soft) }
.skip-link { position: absolute; left: -99rem } .skip-link:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem }
.soft { color: var(--soft) } .title { display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between }
.kicker { color: var(--soft); font-size: .85rem; letter-spacing: .02em; margin: 0 0 .2rem }
.banner { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; margin: 1.25rem 0 1rem; padding: .9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 8px }
.banner strong { color: var(--tone); font-size: 1.25rem; text-transform: uppercase; letter-spacing: .04em } .banner .score { margin-left: auto; font-variant-numeric: tabular-nums }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .6rem 1.5rem; margin: 0 0 1.25rem } .facts div { min-width: 0 } .facts div:first-child { grid-column: span 2 }
.facts dt { color: var(--soft); font-size: .8rem } .facts dd { margin: 0; overflow-wrap: anywhere }
.bar { display: block; width: 100%; height: 10px; border-radius: 5px } .bar.small { width: 9rem; height: 6px; border-radius: 3px; flex: none }
.tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .75rem 0; background: var(--page); border-bottom: 1px solid var(--line); margin-bottom: 1rem }
.tools input { flex: 1 1 14rem; min-width: 10rem } .chip { border-radius: 99px; display: inline-flex; gap: .4rem; align-items: center }
.chip::before { content: ""; width: .6rem; height: .6rem; border-radius: 50%; background: var(--tone) }
.chip[aria-pressed=false] { opacity: .65 } .chip[aria-pressed=false]::before { background: transparent; box-shadow: inset 0 0 0 2px var(--tone) } .chip[aria-pressed=true] { border-color: var(--tone) }
.part { margin: 0 0 1.5rem } .part-head { display: flex; align-items: center; gap: .9rem; margin: 0 0 .5rem } .part-head .soft { font-size: .85rem }
.part > details, .card { background: var(--card); border: 1px solid var(--line); margin-top: -1px }
.part > .first { border-top-left-radius: 8px; border-top-right-radius: 8px } .part > .last { border-bottom-left-radius: 8px; border-bottom-right-radius: 8px }
.card { border-radius: 8px; padding: .8rem 1rem; margin-bottom: 1.5rem } .card > summary { cursor: pointer }
summary.line { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr) auto; gap: .1rem .8rem; align-items: baseline; padding: .5rem .9rem; cursor: pointer; list-style: none }
summary.line::-webkit-details-marker { display: none } summary.line:hover { background: color-mix(in srgb, var(--tone) 7%, transparent) }
.verdict { color: var(--tone); font-weight: 600; font-size: .82rem } .verdict::before { content: "\\25cf"; margin-right: .35rem }
.claim { grid-column: 2; color: var(--soft); font-size: .9rem } .id { overflow-wrap: anywhere } .level { font-size: .78rem; color: var(--soft) }
.body { padding: .25rem 1rem 1rem 6.9rem; display: grid; gap: .8rem } .body h3 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 0 0 .25rem } .body p { margin: 0; overflow-wrap: anywhere }
.versus { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem } .versus > div { min-width: 0 } .want pre { border-left: 3px solid var(--pass) } .have pre { border-left: 3px solid var(--fail) }
.body ul { margin: 0; padding-left: 1.1rem } .with-button { display: flex; justify-content: space-between; align-items: end; margin-bottom: .3rem } .with-button button { font-size: .8rem; padding: .1rem .6rem }
table { border-collapse: collapse; width: 100%; font-size: .88rem } th { text-align: left; color: var(--soft); font-weight: 500 } th, td { padding: .3rem .6rem .3rem 0; vertical-align: top; border-bottom: 1px solid var(--line) }
.timeline { overflow-x: auto } .timeline th { white-space: nowrap; padding-right: 1rem } .timeline td { white-space: nowrap } .timeline td[class] { color: var(--tone); border-bottom: 3px solid var(--tone) }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap } td details { margin-top: .2rem } td summary { cursor: pointer; color: var(--soft); font-size: .82rem }
.pass { --tone: var(--pass) } .fail { --tone: var(--fail) } .xpass { --tone: var(--xpass) } .error { --tone: var(--error) } .flaky { --tone: var(--flaky) }
.warn { --tone: var(--warn) } .xfail { --tone: var(--xfail) } .skip { --tone: var(--skip) } .disabled { --tone: var(--disabled) } .partial { --tone: var(--warn) }
rect.pass, rect.fail, rect.xpass, rect.error, rect.flaky, rect.warn, rect.xfail, rect.skip { fill: var(--tone) } rect.disabled { fill: var(--line) }
[hidden] { display: none !important } footer { color: var(--soft); font-size: .85rem; border-top: 1px solid var(--line); padding-top: 1rem }
@media (max-width: 44rem) { .versus { grid-template-columns: 1fr } .body { padding-left: 1rem } summary.line { grid-template-columns: minmax(0, 1fr) auto } .claim { grid-column: 1 / -1 } .id { grid-row: 2; grid-column: 1 / -1 } }
@media print { .tools, .title button, .with-button button { display: none } }
`
