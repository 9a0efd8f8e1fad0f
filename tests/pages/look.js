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
const fs = require("fs");
const { chromium } = require("playwright-core");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function look(wanted) {
  const browser = await chromium.launch({ executablePath: process.env.BROWSER_FOR_TESTS, args: FLAGS });
  try {
    const context = await browser.newContext({
      viewport: { width: wanted.width ?? 1280, height: wanted.height ?? 800 },
      colorScheme: wanted.dark ? "dark" : "light",
      offline: true,
    });
    const page = await context.newPage();
    const requests = [];
    const errors = [];
    page.on("request", (request) => request.url() === wanted.page || requests.push(request.url()));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("dialog", (dialog) => {
      errors.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await (wanted.page ? page.goto(wanted.page) : page.setContent(wanted.html ?? ""));
    if (wanted.print) await page.emulateMedia({ media: "print" });
    for (const path of wanted.scripts ?? []) await page.addScriptTag({ path });
    const answer = wanted.ask ? await page.evaluate(`(${wanted.ask})(${JSON.stringify(wanted.given ?? null)})`) : null;
    if (wanted.picture) await page.screenshot({ path: wanted.picture, fullPage: true });
    return { answer, requests, errors };
  } finally {
    await browser.close();
  }
}

look(JSON.parse(fs.readFileSync(0, "utf8"))).then(
  (seen) => process.stdout.write(JSON.stringify(seen)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
