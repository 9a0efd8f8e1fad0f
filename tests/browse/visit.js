// Visits pages of a server on this machine in one headless Chromium, which resolves no name but 127.0.0.1.
// Reads from standard input [{address, ask, width, picture}]: `ask` is the source of a function that is called in the
// page. Writes a list, one for each page: {answer, requests, errors}.
"use strict";
const { answer, watched } = require("../pages/browser.js");

async function visit(context, wanted) {
  const page = await context.newPage();
  await page.setViewportSize({ width: wanted.width ?? 1200, height: 900 });
  const { requests, errors } = watched(page);
  await page.goto(wanted.address);
  const told = wanted.ask ? await page.evaluate(`(${wanted.ask})()`) : null;
  if (wanted.picture) await page.screenshot({ path: wanted.picture, fullPage: true });
  await page.close();
  return { answer: told, requests, errors };
}

answer(
  async (browser, pages) => {
    const context = await browser.newContext();
    const seen = [];
    for (const wanted of pages) seen.push(await visit(context, wanted));
    return seen;
  },
  ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
);
