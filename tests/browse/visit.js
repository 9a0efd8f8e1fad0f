// Visits pages of a server on this machine in one headless Chromium, which resolves no name but 127.0.0.1.
// Reads from standard input {browser, pages: [{address, ask, width, picture}]}: `ask` is the source of a function that is
// called in the page. Writes a list, one for each page: {answer, requests, errors}.
"use strict";
const fs = require("fs");
const { chromium } = require("../pages/node_modules/playwright-core");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

async function visit(context, wanted) {
  const page = await context.newPage();
  await page.setViewportSize({ width: wanted.width ?? 1200, height: 900 });
  const requests = [];
  const errors = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(wanted.address);
  const answer = wanted.ask ? await page.evaluate(`(${wanted.ask})()`) : null;
  if (wanted.picture) await page.screenshot({ path: wanted.picture, fullPage: true });
  await page.close();
  return { answer, requests, errors };
}

async function visitAll({ browser: executablePath, pages }) {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const context = await browser.newContext();
    const seen = [];
    for (const wanted of pages) seen.push(await visit(context, wanted));
    return seen;
  } finally {
    await browser.close();
  }
}

visitAll(JSON.parse(fs.readFileSync(0, "utf8"))).then(
  (seen) => process.stdout.write(JSON.stringify(seen)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
