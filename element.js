// <choice-board>: the student's page as an element of any other page. choiceboard.js loads this where it finds itself in a page of
// somebody else's.
//
// The board stands in a frame inside the element's shadow root. The frame is given no address: it is filled from index.html and
// belongs to the page's own origin, so that it works under a policy without `frame-src`. No style of the page's reaches in and none of ours
// out, several boards do not know each other, and what is taken out of the page is gone with all its listeners and timers.

const VERSION = 1;

const here = new URL("index.html", import.meta.url);

// How low a frame may be: there must be room for a panel over a small board.
const LOWEST = 420;

// What becomes a part of the page's address; the rest of an address is made from them.
const ATTRIBUTES = ["board", "learner", "learner-name", "endpoint", "language", "theme", "contrast", "zoom", "view", "readonly", "store"];

// Those that change nothing but the looks.
const LOOKS = ["language", "theme", "contrast", "zoom", "view"];

// What an attribute says; to be readonly it need not say anything.
const said = (element, name, attribute = name) => element.getAttribute(attribute) || (name === "readonly" && element.hasAttribute(attribute) ? "1" : "");

// Custom properties of the page's that theme the board.
const THEMING = ["--cb-host-font", "--cb-host-ground"];

// A board that the page hands over itself (`boardData`) is asked for at this address.
const HANDED_OVER = "element:board.json";

const words = {
  en: ["The choice board could not be loaded.", "Try again"],
  es: ["No se pudo cargar el tablero.", "Intentar de nuevo"],
  de: ["Das Auswahlbrett konnte nicht geladen werden.", "Noch einmal versuchen"],
  ar: ["تعذّر تحميل اللوحة.", "حاول مرة أخرى"],
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block }
  :host([hidden]) { display: none }
  iframe { display: block; inline-size: 100%; block-size: ${LOWEST}px; border: 0 }
  div { display: grid; gap: .5em; justify-items: start; padding: 1em; border: 1px solid; border-radius: .5em }
  p { margin: 0 }
  button { font: inherit; padding: .5em 1em }`);

// index.html as a document that runs nothing: fetched once for all elements.
let page;
const fetched = () => page ??= new Promise((resolve, reject) => {
  const failed = (why) => {
    page = undefined;
    reject(new Error(`${here.href}: ${why}`));
  };
  const request = new XMLHttpRequest();
  request.open("GET", here);
  request.responseType = "document";
  request.onload = () => request.response?.getElementById("choiceboard") ? resolve(request.response) : failed(`HTTP ${request.status}`);
  request.onerror = () => failed("no answer, or one that this page may not read (CORS, connect-src)");
  request.send();
});

class ChoiceBoard extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #boardData;
  #sync;
  #frame;
  #stop = new AbortController();
  #line;
  #due = false;
  #saved;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    // What no attribute can hold; it may have been set before this class was there.
    this.token ??= undefined;
    for (const name of ["boardData", "sync"]) {
      if (!Object.hasOwn(this, name)) continue;
      const early = this[name];
      delete this[name];
      this[name] = early;
    }
  }

  // This element where it speaks that version of what is documented, else nothing.
  api(version) {
    return version === VERSION ? this : null;
  }

  get boardData() {
    return this.#boardData;
  }

  set boardData(board) {
    this.#boardData = board;
    this.#renew();
  }

  get sync() {
    return this.#sync;
  }

  set sync(carry) {
    const other = Boolean(carry) !== Boolean(this.#sync);
    this.#sync = carry;
    if (other) this.#renew();
  }

  // How many messages the page inside was sent: it is talked to without, and ignores all.
  get ignored() {
    return +this.#frame?.contentDocument?.documentElement.dataset.ignored || 0;
  }

  // The whole log with its pictures and files, as the learner's own button gives it out.
  async exportLog() {
    // The page's own: one of the frame's would end with the frame.
    const file = await this.#asked("export");
    return new File([await file.arrayBuffer()], file.name, file);
  }

  importLog(file) {
    return this.#asked("import", file);
  }

  // Writes and sends everything now; `choiceboard:synced` says when the LMS has it.
  flush() {
    return this.#asked("flush");
  }

  // What the page inside does, as long as it is there.
  async #asked(what, file) {
    if (!this.#line) throw new Error("the element is in no page");
    const line = await this.#line.promise;
    const { signal } = this.#stop;
    return new Promise((resolve, reject) => {
      const left = () => reject(new Error("the board has left the page"));
      if (signal.aborted) return left();
      signal.addEventListener("abort", left);
      line[what](file).then(resolve, reject).finally(() => signal.removeEventListener("abort", left));
    });
  }

  connectedCallback() {
    this.#renew();
  }

  disconnectedCallback() {
    this.#close();
    this.#line?.reject(new Error("the board was taken out of the page"));
    this.#line = undefined;
  }

  // Moved as a whole (`moveBefore`): the frame goes on as it is.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    // Work that only the page inside has is worth more than another colour.
    if (LOOKS.includes(name) && ["memory", "failed"].includes(this.#saved)) return;
    this.#renew();
  }

  // A turn later, once for all that changes in this one.
  #renew() {
    if (!this.isConnected) return;
    // Taken out and put back in this turn, it has no line any more.
    if (this.#due) return this.#line ??= later();
    this.#due = true;
    this.#line?.reject(new Error("the board was opened anew"));
    this.#line = later();
    queueMicrotask(() => {
      this.#due = false;
      if (!this.isConnected) return;
      this.#close();
      this.#open();
    });
  }

  #close() {
    this.#stop.abort();
    this.#frame = this.#saved = undefined;
    // The page inside hears that it is left, and writes what waits.
    this.shadowRoot.replaceChildren();
  }

  async #open() {
    if (!this.#boardData && !this.getAttribute("board")) {
      const none = new Error("the attribute board names no board");
      // Without one it waits for a board; an empty one is somebody's mistake.
      return this.hasAttribute("board") ? this.#fail(none) : this.#line.reject(none);
    }
    const stop = this.#stop = new AbortController();
    let source;
    try {
      this.#address();
      source = await fetched();
    } catch (error) {
      if (!stop.signal.aborted) this.#fail(error);
      return;
    }
    if (stop.signal.aborted) return;
    const frame = this.#frame = document.createElement("iframe");
    frame.setAttribute("part", "frame");
    frame.setAttribute("srcdoc", "");
    frame.title = "Choiceboard";
    // Again whenever the page inside loads itself anew.
    frame.addEventListener("load", () => this.#fill(frame, source), { signal: stop.signal });
    this.shadowRoot.replaceChildren(frame);
  }

  #fill(frame, source) {
    const inside = frame.contentDocument;
    if (!inside) return this.#fail(new Error("this page may not fill its own frames (a sandbox without allow-same-origin)"));
    if (inside.getElementById("choiceboard")) return;
    const { documentElement: root } = inside;
    const style = getComputedStyle(this);
    for (const name of THEMING) root.style.setProperty(name, style.getPropertyValue(name));
    this.#hand(frame.contentWindow);
    const [head, body] = [source.head, source.body].map((part) => inside.importNode(part, true));
    for (const alien of head.querySelectorAll("script, link[rel=icon], meta:not([name=color-scheme])")) alien.remove();
    for (const link of head.querySelectorAll("link")) link.href = new URL(link.getAttribute("href"), here);
    const script = inside.createElement("script");
    script.type = "module";
    script.src = new URL("choiceboard.js", here);
    head.append(script);
    root.lang = source.documentElement.lang;
    root.replaceChildren(head, body);
  }

  // What the page inside knows of this one.
  #hand(inside) {
    // Left before all of it has come, it has nothing to write; what it would need for that cannot be fetched any more.
    const early = (event) => {
      if (!inside.choiceboardRest?.exports?.rest_ready?.value) event.stopImmediatePropagation();
    };
    inside.addEventListener("pagehide", early);
    inside.document.addEventListener("visibilitychange", early);
    inside.choiceboardHref = this.#address();
    inside.choiceboardHost = {
      sync: this.#sync && ((request) => this.#sync(request)),
      token: async () => this.token?.(),
      opened: (line) => this.#frame?.contentWindow === inside && this.#answers(line),
      tell: (kind, detail) => this.#tell(inside, kind, detail),
    };
    const board = this.#boardData;
    if (!board) return;
    const { fetch } = inside;
    inside.fetch = async (url, ...how) => url === HANDED_OVER
      ? new inside.Response(typeof board === "string" ? board : JSON.stringify(board))
      : fetch.call(inside, url, ...how);
  }

  // The address that the page inside would have by itself.
  #address() {
    const address = new URL(here);
    for (const name of ATTRIBUTES) {
      const value = said(this, name);
      // Addresses count from this page.
      const isAddress = name === "board" || name === "endpoint";
      try {
        if (value) address.searchParams.set(name, isAddress ? new URL(value, document.baseURI) : value);
      } catch {
        throw new Error(`${name}="${value}"`);
      }
    }
    if (this.#boardData) address.searchParams.set("board", HANDED_OVER);
    if (this.#sync) address.searchParams.set("carried", 1);
    // There is always a line to this page, if not to an LMS.
    if (!address.searchParams.has("endpoint")) address.searchParams.set("endpoint", "");
    return address.href;
  }

  #tell(inside, kind, detail) {
    const frame = this.#frame;
    if (frame?.contentWindow !== inside) return;
    // Whenever there is news: the first may come before the board is drawn.
    frame.title = inside.document.title;
    if (kind === "height") {
      frame.style.blockSize = `${Math.max(LOWEST, detail.height)}px`;
      // Nothing is left to scroll, and a wheel that turns over the board scrolls the page.
      inside.document.documentElement.style.overflow = "hidden";
      return;
    }
    if (!this.#saved && kind === "error") this.#line.reject(new Error(detail.message));
    this.#saved = detail.saved ?? this.#saved;
    this.#say(kind, detail);
  }

  // In a turn of its own: whoever hears it may take the board away, and the page inside is in the middle of something. And a copy: who keeps
  // it does not keep the frame.
  #say(kind, detail) {
    const event = new CustomEvent(`choiceboard:${kind}`, { bubbles: true, composed: true, detail: structuredClone(detail) });
    queueMicrotask(() => this.dispatchEvent(event));
  }

  // A page inside that has loaded itself anew takes the place of the one before.
  #answers(line) {
    this.#line.resolve(line);
    this.#line = later();
    this.#line.resolve(line);
  }

  #fail(error) {
    const asked = (this.getAttribute("language") || navigator.language).split("-")[0];
    const lang = words[asked] ? asked : "en";
    const [says, again] = words[lang];
    const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
    const button = element("button", again);
    button.addEventListener("click", () => this.#renew());
    const card = Object.assign(element("div"), { lang, dir: lang === "ar" ? "rtl" : "ltr" });
    card.setAttribute("role", "alert");
    card.append(element("p", says), element("p", error.message), button);
    this.shadowRoot.replaceChildren(card);
    this.#line.reject(error);
    this.#say("error", { message: error.message, saved: "failed" });
  }
}

// A promise that is kept later.
const later = () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  // Nobody has to wait for it.
  made.promise.catch(() => {});
  return made;
};

// Editors of LMSs drop elements that they do not know, but keep `<div data-choice-board="boards/water-cycle.json">`.
const stand_in = (div) => {
  if (div.querySelector(":scope > choice-board")) return;
  const board = document.createElement("choice-board");
  for (const name of ATTRIBUTES) {
    const value = said(div, name, name === "board" ? "data-choice-board" : `data-${name}`);
    if (value || name === "board") board.setAttribute(name, value);
  }
  div.replaceChildren(board);
};

// Of two copies of this file on one page, of whatever versions, the first has the name.
if (!customElements.get("choice-board")) {
  customElements.define("choice-board", ChoiceBoard);
  const all = (root) => root.querySelectorAll("[data-choice-board]").forEach(stand_in);
  all(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches("[data-choice-board]")) stand_in(node);
        all(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
