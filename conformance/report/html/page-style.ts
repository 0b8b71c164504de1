/** The page's whole style: light and dark, no network, and nothing that is told by colour alone. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e4e8ed); --dim: light-dark(#57606a, #9aa5b1);
  --paper: light-dark(#ffffff, #14181d); --line: light-dark(#d5dae0, #323a44); --code: light-dark(#f4f6f8, #1c2229);
  --pass: light-dark(#1a6b34, #6fd08c); --fail: light-dark(#b3191f, #ff9a95); --known: light-dark(#7a5200, #e8bf62);
  --link: light-dark(#0a5cb8, #7fb9ff); --hot: light-dark(#ffd9c2, #5a2f18); }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 78rem; padding: 0 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
h3 { font: 600 1rem/1.4 ui-monospace, monospace; margin: 0; display: inline; }
a { color: var(--link); } a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.dim { color: var(--dim); } .pass { color: var(--pass); } .fail { color: var(--fail); } .known { color: var(--known); }
.verdict { font-size: 1.05rem; font-weight: 600; margin: .75rem 0; }
section.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
p.dim { margin: .25rem 0 .5rem; } table { border-collapse: collapse; font-size: .85rem; }
th, td { padding: .2rem .55rem; border-top: 1px solid var(--line); text-align: left; white-space: nowrap; overflow-wrap: normal; }
thead th { vertical-align: bottom; } thead th, thead td { border-top: 0; } .number { text-align: right; font-variant-numeric: tabular-nums; }
.matrix td { text-align: center; padding: .2rem .3rem; } .matrix thead th { height: 11rem; padding: 0 .3rem .4rem; }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 500; }
.matrix tbody th, .losses tbody th { position: sticky; left: 0; background: var(--paper); font: .85rem ui-monospace, monospace; }
.matrix td a { text-decoration: none; font-weight: 700; }
.heat { background: color-mix(in srgb, var(--hot) var(--part), transparent); }
h3[id] { display: block; margin: 1.5rem 0 .4rem; font: 600 1rem/1.4 system-ui, sans-serif; } .matrix.regimes thead th { height: 7rem; }
.regimes td { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } figcaption { color: var(--dim); font-size: .85rem; max-width: 46rem; }
figure section.scroll { border: 0; } .numbers section.scroll { border: 1px solid var(--line); max-height: 24rem; overflow-y: auto; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; } .plots svg { max-width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--dim); }
svg .name { fill: var(--ink); font-weight: 600; } .base, .line, .dots, .cross, .limit { fill: none; } .base { stroke: var(--line); }
.line { stroke: var(--ink); stroke-width: 1.5; } .dots { stroke: var(--link); stroke-width: 5; stroke-linecap: round; }
.cross { stroke: var(--fail); stroke-width: 2; } .limit { stroke: var(--fail); stroke-dasharray: 4 3; } .bar { fill: var(--link); } .over { fill: var(--fail); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; padding: .5rem .8rem; }
summary { cursor: pointer; } pre { background: var(--code); padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere;
  border-radius: 6px; font-size: .82rem; }
ul { padding-left: 1.2rem; } code { font-family: ui-monospace, monospace; font-size: .9em; }
wbr { display: none; } @media (max-width: 40rem) { wbr { display: inline; } body { padding: 0 .75rem; } details { padding: .5rem; }
  .matrix tbody th, .losses tbody th { white-space: normal; min-width: 8rem; } }
@media print { details { break-inside: avoid; } .scroll { overflow: visible; } }
`;
