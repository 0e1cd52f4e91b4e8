// The style sheet of the report. Quiet: one ink, two colours for the two versions, six for checks; light and dark; wide and narrow.
//
// Stable is blue and candidate orange-red (Okabe & Ito 2008, darkened for text on white to a contrast above 4.5 : 1): told apart with every common
// colour vision, and every line also carries its name, stable's is thinner and evidence lines have dash patterns of their own.

export const STYLE = `
:root { color-scheme: light dark;
  --page: #ffffff; --ink: #1a2027; --muted: #5a6470; --grid: #e6e9ed; --rule: #cdd3da; --panel: #f6f7f9;
  --stable: #0068a6; --candidate: #bf4a00; --good: #00704e; --bad: #b3261e;
  --e0: #6b3fa0; --e1: #00704e; --e2: #8a6100; --e3: #a8326e; --e4: #2f5fb3; --e5: #5f6b00; }
@media (prefers-color-scheme: dark) { :root {
  --page: #11161b; --ink: #e4e8ec; --muted: #9aa5b1; --grid: #232b33; --rule: #3a444e; --panel: #181f26;
  --stable: #5cb3ea; --candidate: #ff9a52; --good: #3fc79a; --bad: #ff8a80;
  --e0: #bb9cf2; --e1: #3fc79a; --e2: #e0b84c; --e3: #f08fc0; --e4: #8fb4ff; --e5: #c3d05a; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 40px 24px 56px; max-width: 968px; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 20px; line-height: 1.3; margin: 0 0 2px; overflow-wrap: anywhere; }
h3 { font-size: 15px; margin: 20px 0 6px; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--stable); outline-offset: 2px; border-radius: 2px; }
.muted { color: var(--muted); font-weight: 400; }
.why { max-width: 46em; }
section { margin-top: 44px; padding-top: 28px; border-top: 1px solid var(--rule); }
figure { margin: 12px 0 0; }
.badge { font-size: 13px; font-weight: 600; white-space: nowrap; }
.badge.good { color: var(--good); } .badge.bad { color: var(--bad); } .badge.open { color: var(--muted); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 9px 18px 9px 0; border-bottom: 1px solid var(--grid); }
th { font-weight: 600; } thead th { color: var(--muted); font-size: 13px; font-weight: 400; padding-top: 0; border-color: var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
.overview { margin-top: 24px; }
.overview th[scope=row], .overview td { overflow-wrap: anywhere; }
.overview td:not(:last-child) { white-space: nowrap; overflow-wrap: normal; }
.checks { font-size: 14px; } .checks th[scope=row] { font-weight: 600; } .checks td:nth-child(2), .checks td:nth-child(3) { white-space: nowrap; } .checks th, .checks td { padding-top: 6px; padding-bottom: 6px; overflow-wrap: anywhere; }
.share { white-space: nowrap; margin-left: 0.5em; } .says.good { color: var(--good); } .says.bad { color: var(--bad); } .says.open { color: var(--muted); }
.meter { display: block; margin-top: 4px; } .meter-room { fill: var(--grid); } .meter-fill { fill: var(--candidate); }
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.narrow { display: none; }
svg text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums;
  paint-order: stroke; stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; }
svg .panel-title { font-weight: 600; font-size: 13px; }
svg .hint, svg .tick { fill: var(--muted); font-size: 11px; }
svg .end { text-anchor: end; } svg .middle, svg .number { text-anchor: middle; }
svg .label { font-weight: 600; } svg .value { font-size: 11px; }
.grid { stroke: var(--grid); } .base { stroke: var(--rule); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line.stable { stroke: var(--stable); stroke-width: 1.5; } .line.candidate { stroke: var(--candidate); }
.line.wanted { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 3; opacity: 0.7; }
.band, .area { opacity: 0.16; stroke: none; } .band.stable { fill: var(--stable); } .band.candidate, .area.candidate { fill: var(--candidate); }
text.stable { fill: var(--stable); } text.candidate { fill: var(--candidate); }
.served { fill: var(--ink); opacity: 0.55; }
.limit { stroke: var(--bad); stroke-dasharray: 5 4; } svg text.limit-label { fill: var(--bad); }
.line.evidence0 { stroke: var(--e0); } .line.evidence1 { stroke: var(--e1); stroke-dasharray: 7 3; } .line.evidence2 { stroke: var(--e2); stroke-dasharray: 2 2; }
.line.evidence3 { stroke: var(--e3); stroke-dasharray: 10 3 2 3; } .line.evidence4 { stroke: var(--e4); stroke-dasharray: 5 5; } .line.evidence5 { stroke: var(--e5); stroke-dasharray: 1 4; }
text.evidence0 { fill: var(--e0); } text.evidence1 { fill: var(--e1); } text.evidence2 { fill: var(--e2); } text.evidence3 { fill: var(--e3); } text.evidence4 { fill: var(--e4); } text.evidence5 { fill: var(--e5); }
.moment { fill: none; stroke: var(--muted); stroke-width: 1; opacity: 0.45; } .moment.back { stroke: var(--bad); opacity: 0.9; }
.mark { fill: var(--page); stroke: var(--muted); stroke-width: 1.25; } .mark.forward { stroke: var(--good); } .mark.back { stroke: var(--bad); fill: var(--bad); }
svg .number { font-size: 11px; font-weight: 600; stroke: none; } svg .number.back { fill: var(--page); }
.story { list-style: none; margin: 0; padding: 0; counter-reset: story; }
.story li { counter-increment: story; display: grid; grid-template-columns: 26px 12.5em 1fr; gap: 0 8px; padding: 5px 0; }
.story li::before { content: counter(story); width: 20px; height: 20px; border: 1.25px solid var(--muted); border-radius: 50%; font-size: 11px; font-weight: 600; line-height: 18px; text-align: center; }
.story li.forward::before { border-color: var(--good); } .story li.back::before { border-color: var(--bad); background: var(--bad); color: var(--page); }
.story .when { color: var(--muted); white-space: nowrap; } .story .what { overflow-wrap: anywhere; }
details { margin-top: 10px; } summary { cursor: pointer; color: var(--muted); }
.scroll { overflow-x: auto; margin-top: 8px; }
.figures { font-size: 13px; } .figures th, .figures td { padding: 4px 16px 4px 0; white-space: nowrap; } .figures td:last-child { white-space: normal; }
footer { margin-top: 48px; padding-top: 20px; border-top: 1px solid var(--rule); color: var(--muted); font-size: 13px; }
footer p { max-width: 62em; }
@media (max-width: 700px) {
  body { padding: 24px 16px 40px; }
  .wide { display: none; } .narrow { display: block; }
  .overview, .overview tbody, .overview tr, .overview th, .overview td, .checks, .checks tbody, .checks tr, .checks th, .checks td { display: block; }
  .overview thead, .checks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .overview tr, .checks tr { padding: 12px 0; border-bottom: 1px solid var(--rule); }
  .overview th, .overview td, .checks th, .checks td { border: 0; padding: 2px 0; }
  .checks td:nth-child(n) { white-space: normal; }
  .overview td, .checks td { display: grid; grid-template-columns: 9.5em 1fr; }
  .overview td::before, .checks td::before { content: attr(data-column); color: var(--muted); }
  .overview td:not(:last-child) { white-space: normal; }
  .story li { grid-template-columns: 26px 1fr; } .story .what { grid-column: 2; }
}
@media print { body { max-width: none; padding: 0; } section { break-inside: avoid-page; } }
`;
