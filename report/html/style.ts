import { PALETTE_CSS } from "../charts/palette";

/** One column of at most 60 rem; pictures come in two widths, of which the screen shows the one that fits. */
export const STYLE = `${PALETTE_CSS}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.1rem;margin:0;color:var(--faint);font-weight:600;letter-spacing:.02em}
h2{font-size:1.3rem;margin:0 0 .5rem;line-height:1.25}
h3{font-size:.95rem;margin:1rem 0 .25rem;font-weight:600}
p{margin:.5rem 0;max-width:46rem}
.verdict{font-size:clamp(1.5rem,4.5vw,2.4rem);line-height:1.15;font-weight:750;margin:.4rem 0 .6rem;letter-spacing:-.01em;
max-width:none}
.badge{display:inline-block;border-radius:999px;padding:.15rem .8rem;font-weight:650;font-size:.9rem;border:2px solid currentColor}
.pass{border-color:var(--green)}.fail{border-color:var(--vermilion);border-width:3px}
.badges{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}
.figures div{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.7rem .9rem}
.figures dt{font-size:.82rem;color:var(--faint)}
.figures dd{margin:0;font-size:1.45rem;font-weight:700;font-variant-numeric:tabular-nums;line-height:1.3}
.figures small{display:block;font-size:.8rem;font-weight:400;color:var(--faint)}
section{margin:2.5rem 0;padding-top:1.5rem;border-top:1px solid var(--line)}
figure{margin:1rem 0 0}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:.5rem 0;padding:0;font-size:.87rem}
.legend span{display:inline-block;width:.8rem;height:.8rem;border-radius:.2rem;margin-right:.4rem;vertical-align:-.05rem;
outline:1px solid var(--line)}
svg{display:block;max-width:100%;height:auto}
.narrow{display:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.87rem;font-variant-numeric:tabular-nums;margin:.5rem 0;min-width:100%}
th,td{padding:.32rem .7rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
thead th{color:var(--faint);font-weight:600}
th:first-child,td:first-child{text-align:left;padding-left:0}
tbody th{font-weight:500;white-space:nowrap}
.facts td,.facts th{text-align:left;overflow-wrap:anywhere}
.wide{white-space:nowrap}
details{margin:.6rem 0}
summary{cursor:pointer;font-weight:600;font-size:.92rem}
code{background:var(--card);border:1px solid var(--line);border-radius:.3rem;padding:0 .3rem;font-size:.9em;
overflow-wrap:anywhere}
blockquote{margin:1.5rem 0;padding:0 0 0 1rem;border-left:3px solid var(--line);color:var(--faint);font-size:.92rem}
footer{color:var(--faint);font-size:.85rem;padding-bottom:3rem}
a{color:inherit}
@media (max-width:40rem){.wide-picture{display:none}.narrow{display:block}main,header,footer{padding-left:1rem;padding-right:1rem}}
@media print{:root{color-scheme:light;--blue:#0072b2;--ink:#000;--faint:#444;--paper:#fff;--card:#fff;--line:#bbb}
@page{margin:14mm}body{font-size:10pt;line-height:1.4}main,header,footer{max-width:none;padding-left:0;padding-right:0}header{padding-top:0}
.figures{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.4rem}.figures div{padding:.4rem .6rem}
.figures dd{font-size:1.2rem}th,td{padding:.1rem .6rem}footer{padding-bottom:0}
section{break-inside:avoid-page;margin:.6rem 0;padding-top:.6rem}
figure{margin-top:.4rem}table{margin:.25rem 0}section.long{break-inside:auto}
figure>div,tr,h3,blockquote{break-inside:avoid}h2,h3,summary{break-after:avoid}
summary{list-style:none}details::details-content{content-visibility:visible;display:block;height:auto}details.other{display:none}
.narrow{display:none}.wide-picture{display:block}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;
