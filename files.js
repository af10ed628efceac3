// What the student's page needs once the board stands: what is drawn later, and files of one's work.

import "./map.js";

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

// A file of one's work: the log as the program writes it, and beside it the pictures and files it names, which lie in the browser's
// database and not in the program. Fetched once the board stands, so that a file can be made without a network.

const DIGEST = /^sha256:[0-9a-f]{64}$/;

// What a request of the database came to.
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => reject(request.error);
});

// The store of src/web/database.rs, which may not have been opened yet.
const blobs = async (mode) => {
  const opening = indexedDB.open("choiceboard", 1);
  opening.onupgradeneeded = () => ["texts", "blobs"].forEach((name) => opening.result.createObjectStore(name));
  const database = await answer(opening);
  return { database, store: database.transaction("blobs", mode).objectStore("blobs") };
};

// What is kept of some files, by digest; those that are not here are left out.
const kept = async (space, digests) => {
  const { database, store } = await blobs("readonly");
  try {
    const all = await Promise.all(digests.map(async (digest) => [digest, await answer(store.get(space + digest))]));
    return all.filter(([, blob]) => blob);
  } finally {
    database.close();
  }
};

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

// Gives it to the learner, and says how many files are not in it.
export const give = async (name, ...work) => {
  const [file, missing] = await pack(...work);
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has read it long before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
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
