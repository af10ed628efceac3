// What another page loads to have `<choice-board>`, and what starts the student's page: the one that has a place for a board. A file of its
// own, because a strict content security policy blocks inline scripts.
import { hear, initSync } from "./player.js";

// Inside `<choice-board>`, and in one file, the page has no address of its own: it is told which it would have.
const here = new URL(globalThis.choiceboardHref || document.baseURI);

const start = async () => {
  // The board and the WebAssembly are on their way before the program that reads them has arrived.
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
    return type.startsWith("application/wasm") ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  };

  // The rest of the program: what opening a board does not run (src/web/rest.rs).
  const rest = new URL("player_rest.wasm", import.meta.url);
  let asked = false;
  let later;
  const around = /[?&](endpoint|parent)=/.test(here);
  // A screen stands, and nothing of the program is missing.
  const stands = () => around || hear('["stands"]');
  const join = (module) => {
    const { exports } = choiceboardRest;
    if (exports.rest_ready.value) return;
    new WebAssembly.Instance(module, { p: exports });
    exports.rest_ready.value = 1;
    // Not in the middle of whatever could not wait.
    queueMicrotask(stands);
    // Where there is an LMS, or a page around, the line to it.
    if (around) choiceboardRest.ask();
  };
  const bring = async () => {
    // What is drawn later, or on paper alone, goes with the rest of the program, and nothing waits for it.
    import("./files.js").then((files) => files.dress(), () => {});
    if (choiceboardRest.exports.rest_ready.value) return;
    try {
      const response = await fetch(rest, { priority: "low" });
      if (!response.ok) throw response;
      join(await WebAssembly.compile(await response.arrayBuffer()));
    } catch (error) {
      // What the server will not give another time either is said now; too slow, too early and too often are no such refusals.
      if (/^4(?!08|25|29)/.test(error.status)) return rescue(new Error(`player_rest.wasm: ${error.status}`));
      // Not now. It is asked for again when the network is back, by and by, and at the latest when it is needed.
      addEventListener("online", bring, { once: true });
      clearTimeout(later);
      later = setTimeout(bring, 60_000);
    }
  };
  const choiceboardRest = globalThis.choiceboardRest = {
    keep: (exports) => { choiceboardRest.exports = exports; },
    // The page's own address.
    asked: () => here.href.split("#")[0],
    soon: () => {
      if (choiceboardRest.exports.rest_ready?.value !== 0) stands();
      if (asked || !choiceboardRest.exports.rest_ready) return;
      asked = true;
      const idle = globalThis.requestIdleCallback || setTimeout;
      requestAnimationFrame(() => idle(bring));
    },
    // The line (link.js), which puts its own answers here. Any question before it has come asks for it, under an address of its own: what has
    // failed to come once does not come under the same one any more.
    ask: (again) => (again ? import(new URL("link.js?" + again, import.meta.url)) : import("./link.js"))
      .then((link) => link.default(hear), () => hear('["cut"]')),
    // Files of one's work, out and in.
    give: async (...all) => (await import("./files.js")).give(...all),
    take: async (...all) => (await import("./files.js")).take(...all),
    // Something of the rest is needed this moment, and the program cannot wait for an answer.
    now: () => {
      const read = (url) => {
        const request = new XMLHttpRequest();
        request.open("GET", url, false);
        request.overrideMimeType("text/plain; charset=x-user-defined");
        request.send();
        if (request.status !== 200 && request.status !== 0) throw new Error(`${url.pathname}: ${request.status}`);
        return request.responseText;
      };
      try {
        join(new WebAssembly.Module(Uint8Array.from(read(rest), (sign) => sign.charCodeAt(0))));
      } catch (error) {
        // The program stops here, in the middle of something.
        rescue(error);
        throw error;
      }
      try {
        // And what it draws is not seen undressed, until the sheet comes by itself (files.js).
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(read(new URL("later.css", import.meta.url)));
        document.adoptedStyleSheets = [sheet];
      } catch {
        // It comes later, then.
      }
    },
  };

  // Once: what fails after it fails because of it.
  let saying;
  const rescue = (error) => saying ??= import("./rescue.js").then((last) => last.show(error), () => {
    // Not even that: the network is gone, and all that can be said is what the browser says, and to try again.
    const again = document.createElement("button");
    document.body.prepend(again);
    again.append(error);
    again.onclick = () => location.reload();
  });

  // Nothing that happens in the program may leave a person with a dead page.
  for (const kind of ["error", "unhandledrejection"]) {
    addEventListener(kind, ({ error, reason = error }) => {
      if (reason instanceof WebAssembly.RuntimeError) rescue(reason);
    });
  }

  try {
    // Each of these takes a browser long when it is first asked for. They have turns of their own, so that a page around ours has a frame in
    // between, while there is nothing to do but wait: after the frame has been laid out.
    const turn = (ms) => new Promise((come) => setTimeout(come, ms));
    const [module] = await Promise.all([wasm(), turn(20).then(() => {
      new Intl.NumberFormat().format(1);
      return turn();
    }).then(() => {
      localStorage.length + sessionStorage.length;
    }).catch(() => {
      // None here: the page says so.
    })]);
    await turn();
    initSync({ module });
  } catch (error) {
    rescue(error);
  }
};

if (document.getElementById("choiceboard")) start();
else {
  import("./element.js").catch((error) => {
    // Whoever looks after the page around reads in each place what has not come, below what the place says by itself.
    for (const place of document.querySelectorAll("choice-board, [data-choice-board]")) {
      const says = document.createElement("p");
      says.setAttribute("role", "alert");
      says.append(error);
      place.append(says);
    }
  });
}
