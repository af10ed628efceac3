// Starts the student's page. A file of its own, because a strict content security policy blocks inline scripts.
// The board and the WebAssembly are on their way before the program that reads them has arrived.
const here = new URL(document.baseURI);
const board = here.searchParams.get("board") || "boards/index.json";
try {
  const early = document.createElement("link");
  early.rel = "preload";
  early.as = "fetch";
  early.crossOrigin = "anonymous";
  early.href = new URL(board, here).href;
  if (/^https?:/.test(early.href)) document.head.append(early);
} catch {
  // Not an address: the page says so when it has come up.
}

// Many servers send WebAssembly as plain bytes, which engines refuse to compile as a stream.
const wasm = async () => {
  const response = await fetch(new URL("player_bg.wasm", import.meta.url));
  if (!response.ok) throw new Error(`player_bg.wasm: ${response.status}`);
  const type = response.headers.get("content-type") || "";
  return type.startsWith("application/wasm") ? response : response.arrayBuffer();
};

const rescue = (error) => import("./rescue.js").then((last) => last.show(error)).catch(() => {});

// Nothing that happens in the program may leave a person with a dead page.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) rescue(event.error);
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) rescue(event.reason);
});

try {
  const bytes = wasm();
  const { default: start } = await import("./player.js");
  await start({ module_or_path: bytes });
} catch (error) {
  rescue(error);
}
