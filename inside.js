// A board as one HTML file (`choiceboard pack --as html`): what the program would fetch lies in the file itself, under addresses that begin
// with `inside:`. Loaded before everything else of single.js.

const files = globalThis.choiceboardFiles = JSON.parse(document.getElementById("choiceboard-files").textContent);
const BOARD = "inside:///board.json";

// Where esbuild finds `import.meta.url`, which a classic script does not have (xtask/src/page.rs).
globalThis.choiceboardBase = "inside:///";

// The address that the page would have: the file's own parameters, and the board.
const address = new URL("inside:///index.html");
address.search = location.search;
address.searchParams.set("board", BOARD);
globalThis.choiceboardHref = address.href;

const bytes = ({ base64 }) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const unzipped = async (file) => {
  const stream = new Blob([bytes(file)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

// The program, both its parts before either is given out: the second may be wanted at once.
const programs = {};
const ready = Promise.all(Object.entries(files).map(async ([name, file]) => {
  if (file.gzip) programs[name] = await unzipped(file);
}));

const { fetch } = globalThis;
globalThis.fetch = async (url, ...how) => {
  const name = new URL(url, choiceboardBase).href;
  if (!name.startsWith(choiceboardBase)) return fetch(url, ...how);
  const file = files[name];
  if (file === undefined) return new Response("", { status: 404 });
  if (typeof file === "string") return new Response(file);
  await ready;
  return new Response(programs[name] ?? bytes(file), { headers: { "Content-Type": file.type } });
};

// The second part of the program, when it is wanted this moment.
globalThis.XMLHttpRequest = class extends XMLHttpRequest {
  #inside;
  open(method, url, ...how) {
    this.#inside = programs[url];
    // The style sheets are in the file's head.
    if (String(url).endsWith(".css")) this.#inside = new Uint8Array();
    if (!this.#inside) super.open(method, url, ...how);
  }
  overrideMimeType(type) {
    if (!this.#inside) super.overrideMimeType(type);
  }
  send(...body) {
    if (!this.#inside) super.send(...body);
  }
  get status() {
    return this.#inside ? 200 : super.status;
  }
  get responseText() {
    return this.#inside ? Array.from(this.#inside, (byte) => String.fromCharCode(byte)).join("") : super.responseText;
  }
};

// Pictures and files beside the board.
const addresses = {};
const shown = (url, type) => {
  const file = files[url];
  if (!file?.base64 || file.gzip) return url;
  return addresses[type(file) + url] ??= URL.createObjectURL(new Blob([bytes(file)], { type: type(file) }));
};
const asItIs = ({ type }) => type;
// A drawing that is opened by itself is a document, and would run with what this one may do.
const asFile = ({ type }) => type === "image/svg+xml" ? "application/octet-stream" : type;
for (const [{ prototype }, type] of [[HTMLImageElement, asItIs], [SVGImageElement, asItIs], [HTMLAnchorElement, asFile]]) {
  prototype.setAttribute = function (name, value) {
    Element.prototype.setAttribute.call(this, name, ["src", "href"].includes(name) ? shown(value, type) : value);
  };
}
