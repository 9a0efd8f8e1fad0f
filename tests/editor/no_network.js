// Loaded into the language server before anything else: whatever tries to reach the network is written down and refused.
"use strict";
const dns = require("dns");
const fs = require("fs");
const net = require("net");

function refuse(what) {
  fs.appendFileSync(process.env.NETWORK_LOG, `${what}\n`);
  throw new Error(`${what}: no network in tests`);
}

net.Socket.prototype.connect = (where) => refuse(`connect ${where.host ?? where}`);
dns.lookup = (name) => refuse(`look up ${name}`);
globalThis.fetch = (address) => refuse(`fetch ${address}`);
