// What the student's page needs once the board stands: what is drawn later, and files of one's work.

import { blobs, kept, save } from "./blobs.js";
import "./map.js";
import "./pictures.js";
import "./sound.js";

// What no board shows at first: half of the icons, the sheets for what comes later and for paper.
export const dress = () => {
  // In one file it is all there already.
  if (globalThis.choiceboardFiles) return;
  const put = (name, media) => {
    const sheet = document.createElement("link");
    Object.assign(sheet, { rel: "stylesheet", media, href: new URL(name, import.meta.url) });
    if (media === "all") sheet.onload = () => { document.adoptedStyleSheets = []; };
    // Not now: it is asked for again when the network is back.
    sheet.onerror = () => {
      sheet.remove();
      addEventListener("online", () => put(name, media), { once: true });
    };
    document.head.append(sheet);
  };
  put("later.css", "all");
  put("print.css", "print");
  // A package has them in its page.
  if (document.querySelectorAll(".cb-sprite").length > 1) return;
  const icons = new XMLHttpRequest();
  icons.open("GET", new URL("icons-later.svg", import.meta.url));
  icons.responseType = "document";
  icons.onload = () => icons.response && document.body.append(icons.response.documentElement);
  icons.send();
};

// What the page around hears where the script that carries its line (link.js) has not come: that one says everything else.
choiceboardRest.unheard = (text) => {
  const detail = JSON.parse(text);
  const host = globalThis.choiceboardHost;
  if (host) return host.tell?.("error", detail);
  if (parent === window) return;
  try {
    const { origin } = new URL(new URL(choiceboardRest.asked()).searchParams.get("parent"));
    // A page without an origin cannot be told from any other.
    if (origin !== "null") parent.postMessage({ choiceboard: "error", ...detail }, origin);
  } catch {
    // Whoever wrote the address has named no page.
  }
};

// A sheet on paper (`<cb-printer>`): what the program has drawn for it stands alone on the page as long as it is printed.
if (!customElements.get("cb-printer")) customElements.define("cb-printer", class extends HTMLElement {
  connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    this.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-action=print]")) return;
      const { body } = document;
      const done = () => {
        for (const old of body.querySelectorAll(":scope > .cb-paper")) old.remove();
        delete body.dataset.paper;
      };
      done();
      const paper = this.querySelector(".cb-paper").cloneNode(true);
      paper.hidden = false;
      body.append(paper);
      body.dataset.paper = "";
      addEventListener("afterprint", done, { once: true });
      print();
      // Where nothing may be printed nobody says so, and the board itself is printed next.
      setTimeout(done, 60_000);
    });
  }
});

// A file of one's work: the log as the program writes it, and beside it the pictures and files it names, which lie in the browser's
// database and not in the program. Fetched once the board stands, so that a file can be made without a network.

const DIGEST = /^sha256:[0-9a-f]{64}$/;

const address = (blob) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});

// The file of a log, with those of the files it names that are here, and how many are not.
export const pack = async (text, space, digests) => {
  const files = digests.length ? await kept(space, digests).catch(() => []) : [];
  const parts = [text.slice(0, text.lastIndexOf("}")), ',"files":{'];
  for (const [at, [digest, blob]] of files.entries()) {
    // Each a blob of its own: the browser may keep it elsewhere than in memory.
    parts.push(new Blob([at ? "," : "", JSON.stringify(digest), ":", JSON.stringify(await address(blob))]));
  }
  return [new Blob([...parts, "}}"], { type: "application/json" }), digests.length - files.length];
};

// What a sheet may show, and how much of it there may be: the program has left room for less (src/session/sheet/works.rs), but it knows
// the sizes from the log alone.
const PICTURE = /^image\/(jpeg|png|webp|gif|avif)$/;
const ROOM = 9_000_000;

// A sheet with its pictures, and how many of them are not here. A quote in a text is written otherwise, so only the program's own places fit.
const inlined = async (text, space, digests) => {
  const files = new Map(digests.length ? await kept(space, digests).catch(() => []) : []);
  const parts = [];
  let [room, missing] = [ROOM, 0];
  for (const [at, part] of text.split(/"data:,(sha256:[0-9a-f]{64})"/).entries()) {
    if (at % 2 === 0) {
      parts.push(part);
      continue;
    }
    const blob = files.get(part);
    const fits = blob && PICTURE.test(blob.type) && blob.size <= room;
    if (fits) room -= blob.size;
    else missing++;
    parts.push('"', fits ? await address(blob) : "data:,", '"');
  }
  return [new Blob(parts, { type: "text/html" }), missing];
};

// Gives it to the learner, and says how many files are not in it.
export const give = async (name, ...work) => {
  const [file, missing] = await (name.endsWith(".html") ? inlined : pack)(...work);
  save(file, name);
  return missing;
};

// A file as it was, if it is the one that its digest names.
const unpacked = async ([digest, written]) => {
  const [, type, packed] = /^data:([^,;]*)(?:;[^,]*)?;base64,(.*)$/s.exec(written) || [];
  if (!DIGEST.test(digest) || packed === undefined) throw new Error("no file");
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) => byte.toString(16).padStart(2, "0"));
  if (digest !== "sha256:" + hash.join("")) throw new Error("another file");
  return [digest, new Blob([bytes], { type })];
};

// The log in a file, once the files beside it are kept. What cannot be read or kept is missing then, and the page says so where it
// is shown; what is wrong with the rest is the program's to say.
export const take = async (file, space) => {
  const text = await file.text();
  let log;
  try {
    log = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof log?.files !== "object" || !log.files) return text;
  const files = (await Promise.allSettled(Object.entries(log.files).map(unpacked))).filter(({ value }) => value);
  delete log.files;
  if (files.length) {
    try {
      const { database, store } = await blobs("readwrite");
      const done = new Promise((resolve, reject) => {
        store.transaction.oncomplete = resolve;
        store.transaction.onabort = reject;
      });
      for (const { value: [digest, blob] } of files) store.put(blob, space + digest);
      await done.finally(() => database.close());
    } catch {
      // No database, or no room.
    }
  }
  return JSON.stringify(log);
};
