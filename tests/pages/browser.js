// What drives a headless Chromium for tests: one browser for a job, and what a page fetches and what goes wrong in it.
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

// Gives two lists that fill while the page is open: the addresses it asks for, and its errors, with dialogs among them.
function watched(page) {
  const requests = [];
  const errors = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return { requests, errors };
}

// Reads what is wanted, as JSON, from standard input; gives it to `job` with a browser, and writes what that gives.
async function run(job, flags = []) {
  const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: process.env.BROWSER_FOR_TESTS, args: [...FLAGS, ...flags] });
  try {
    process.stdout.write(JSON.stringify(await job(browser, wanted)));
  } finally {
    await browser.close();
  }
}

function answer(job, flags) {
  run(job, flags).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}

module.exports = { answer, watched };
