// Looks at one page in a headless Chromium, cut off from the network. Reads from standard input what to look at, as JSON:
//   page      address of the page (file://…), or else
//   html      its text
//   scripts   paths of scripts to load into it
//   ask       source of a function, called in the page with `given`; what it returns is the answer
//   given     anything
//   width, height, dark, print     how the reader looks
//   picture   path of a PNG to write
// and writes {answer, requests, errors}: what the page tried to fetch beside itself, and what went wrong in it.
"use strict";
const { answer, watched } = require("./browser.js");

answer(async (browser, wanted) => {
  const context = await browser.newContext({
    viewport: { width: wanted.width ?? 1280, height: wanted.height ?? 800 },
    colorScheme: wanted.dark ? "dark" : "light",
    offline: true,
  });
  const page = await context.newPage();
  const { requests, errors } = watched(page);
  await (wanted.page ? page.goto(wanted.page) : page.setContent(wanted.html ?? ""));
  if (wanted.print) await page.emulateMedia({ media: "print" });
  for (const path of wanted.scripts ?? []) await page.addScriptTag({ path });
  const told = wanted.ask ? await page.evaluate(`(${wanted.ask})(${JSON.stringify(wanted.given ?? null)})`) : null;
  if (wanted.picture) await page.screenshot({ path: wanted.picture, fullPage: true });
  return { answer: told, requests: requests.filter((address) => address !== wanted.page), errors };
});
