// Loaded before a Node program: whatever asks the network for something is told, and gets nothing.
const net = require("node:net");
const dns = require("node:dns");

const refuse = (what) => () => {
  process.stderr.write(`asks the network: ${what}\n`);
  throw new Error("there is no network");
};
net.Socket.prototype.connect = refuse("connection");
dns.lookup = refuse("name");
