// Loaded before anything else, and therefore written so that even an old Node can read it.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Dayletter needs Node 22.18 or newer; this is ${process.versions.node}. ` +
      "On Linux `npm ci` brings a Node of its own along; elsewhere install Node 24 from https://nodejs.org.",
  );
  process.exit(1);
}
