/**
 * An album of the screenshots: each flow as a strip of its pages in order, a phone's and a desktop's beside each other.
 * `npm run pictures` runs all tests for it; `npm run album` makes it of what has been taken so far: `test-output/index.html`.
 */

import { readFile, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

/** `flow` is whose screen it was, `number` counts from 1, `what` names the state, `title` is the page's heading, `page` the template of a page that was looked at closely. @typedef {{ flow: string, number: number, what: string, width: number, title: string, file: string, page?: string }} Shot */
/** One state of a flow, in the sizes that it was looked at. @typedef {{ what: string, title: string, shots: Shot[] }} Frame */

/** The name of the list of screenshots, a line of JSON each. */
export const SHOTS = "shots.ndjson";

/**
 * Flows by name, each a list of frames. Of a state that was taken anew the last picture counts.
 * @param {Shot[]} shots
 * @returns {Map<string, Frame[]>}
 */
export function flowsOf(shots) {
  const latest = [...new Map(shots.map((shot) => [shot.file, shot])).values()].sort((a, b) => a.number - b.number);
  /** @type {Map<string, Map<string, Frame>>} */
  const flows = new Map();
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const shot of latest) {
    const [flow, what] = [plain(shot.flow), plain(shot.what)];
    const frames = flows.get(flow) ?? new Map();
    flows.set(flow, frames);
    // A page that one flow comes by twice is two frames.
    const nth = (seen.get(shot.flow + shot.what) ?? 0) + 1;
    seen.set(shot.flow + shot.what, nth);
    const frame = frames.get(`${what} ${nth}`) ?? { what, title: shot.title, shots: [] };
    frame.shots.push(shot);
    frames.set(`${what} ${nth}`, frame);
  }
  return new Map([...flows].sort(([a], [b]) => a.localeCompare(b)).map(([flow, frames]) => [flow, [...frames.values()]]));
}

/** @param {Map<string, Frame[]>} flows */
export function albumPage(flows) {
  const pictures = [...flows.values()].flat().reduce((sum, { shots }) => sum + shots.length, 0);
  const contents = [...flows].map(([flow, frames]) => `<li><a href="#${escaped(flow)}">${escaped(words(flow))}</a> (${frames.length})</li>`);
  const strips = [...flows].map(([flow, frames]) => `<section id="${escaped(flow)}"><h2>${escaped(words(flow))}</h2>\n<ol>${frames.map(frameItem).join("\n")}</ol></section>`);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screens of Psephos</title><style>${STYLE}</style>
<h1>Screens of Psephos</h1>
<p>${flows.size} flows, ${pictures} pictures. Each strip is read from its beginning on, sideways; a picture opens in its full size.</p>
<ul class="contents">${contents.join("")}</ul>
${strips.join("\n")}
</html>
`;
}

/** @param {Frame} frame @param {number} i */
function frameItem({ what, title, shots }, i) {
  const pictures = [...shots].sort((a, b) => a.width - b.width).map(({ file, width }) => {
    const name = escaped(encodeURIComponent(file));
    return `<a href="${name}"><img src="${name}" loading="lazy" class="${width < NARROW ? "narrow" : "wide"}" alt="${width} pixels wide"></a>`;
  });
  return `<li><p><b>${i + 1}. <bdi>${escaped(title)}</bdi></b> ${escaped(words(what))}</p><div>${pictures.join("")}</div></li>`;
}

/** Without the size at its end, which the picture itself has. @param {string} name */
const plain = (name) => name.replace(/-(desktop|phone)$/, "");

/** @param {string} name */
const words = (name) => name.replaceAll("-", " ");

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const NARROW = 700;
const STYLE = `
body { margin: 1rem; font: 1rem/1.4 system-ui, sans-serif; background: #eee; color: #111; }
.contents { columns: 16rem; }
ol { display: flex; gap: 1rem; overflow-x: auto; padding: 0 0 1rem; list-style: none; scroll-snap-type: x proximity; }
li { flex: none; scroll-snap-align: start; }
ol > li { max-width: 60rem; padding: .5rem; background: #fff; }
li div { display: flex; align-items: start; gap: .5rem; }
img { display: block; border: 1px solid #999; }
.narrow { width: 15rem; }
.wide { width: 36rem; }
p { margin: 0 0 .5rem; }`;

if (argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("../../test-output/", import.meta.url));
  const lines = (await readFile(folder + SHOTS, "utf8")).trim().split("\n");
  await writeFile(`${folder}index.html`, albumPage(flowsOf(lines.map((line) => JSON.parse(line)))));
  console.log(`screens: ${folder}index.html`);
}
