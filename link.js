// The page's line to the world around it: the LMS that its work is sent to, and the page that frames it. src/web/link.rs asks, this does,
// and tells what came of it. It is fetched where an address names an `endpoint` or a `parent`, once the program is whole. Questions and news
// are JSON arrays with their kind first.

// Fetched when it is needed, for it may not be there when this is.
const files = () => import("./files.js");

const here = new URL(choiceboardRest.asked()).searchParams;

// The element that this page is inside of (element.js), the package that it is a part of (scorm.js, cmi5.js), or the page around the
// frame, if it may be talked to: whoever wrote the address has said its origin.
const host = globalThis.choiceboardHost;
const origin = (() => {
  try {
    const { origin: named } = new URL(here.get("parent"));
    // A page without an origin cannot be told from any other.
    return named === "null" ? undefined : named;
  } catch {
    return undefined;
  }
})();
const framed = host ? !host.name : origin && parent !== window;

// A token lives here alone: in no address, no storage, no log.
let token;

// An answer that takes longer is none.
const PATIENCE = 30_000;

const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("no answer")));

// --- Messages --------------------------------------------------------------------------------------------------------------------------------

// What the page around may say to a question: as many characters of JSON.
const ANSWERS = { token: 20_000, synced: 5_000_000 };

// So many messages of the page around are looked at in one second; what comes beyond is not even read.
const AT_ONCE = 200;

// How deep an answer may go. The program reads none that is deeper.
const DEEP = 100;

// Whether a value is plain JSON, and how much room it leaves; below 0 where it is not, or too large. Given up as soon as that is sure, so that
// it takes no longer for the largest of values than for one that just fits.
const roomLeft = (value, room) => {
  const all = [[value, 0]];
  let left = room;
  while (all.length && left >= 0) {
    const [next, depth] = all.pop();
    left -= 2;
    if (next === null || ["undefined", "boolean", "number"].includes(typeof next)) continue;
    if (typeof next === "string") left -= next.length;
    else if (depth < DEEP && Array.isArray(next) && next.length <= left) {
      left -= next.length;
      for (const one of next) all.push([one, depth + 1]);
    } else if (depth < DEEP && Object.getPrototypeOf(next) === Object.prototype) {
      for (const name in next) {
        left -= name.length + 2;
        if (left < 0) break;
        all.push([next[name], depth + 1]);
      }
    } else return -1;
  }
  return left;
};

// How many messages were ignored, for whoever connects an LMS to look at: `data-ignored` of the page. A flood is written down once in a while.
let ignored = 0;
let noting;
const note = () => {
  noting = undefined;
  document.documentElement.dataset.ignored = ignored;
};
const ignore = () => {
  ignored += 1;
  noting ??= setTimeout(note, 200);
};
note();

let questions = 0;
const asking = new Map();

let [second, heard] = [0, 0];
const isFlood = () => {
  const now = Math.floor(performance.now() / 1000);
  if (now !== second) [second, heard] = [now, 0];
  heard += 1;
  return heard > AT_ONCE;
};

// Whatever comes from another window or another origin, in too large a number or size, in another shape, or to another question is nobody's
// answer. Of strangers no word is read, so that a flood of theirs takes no time, and nothing of it comes before the page around.
addEventListener("message", (event) => {
  if (!origin || event.source !== parent || event.origin !== origin || isFlood()) return ignore();
  const { data } = event;
  const question = data && typeof data === "object" && asking.get(data.id);
  if (!question || data.choiceboard !== question.answer || roomLeft(data, ANSWERS[question.answer]) < 0) return ignore();
  question.end(data);
});
addEventListener("messageerror", ignore);

// Asks the page around.
const question = (kind, answer, said) => new Promise((resolve, reject) => {
  if (!origin || parent === window) return reject(new Error("no page around"));
  const id = ++questions;
  const end = (data) => {
    asking.delete(id);
    clearTimeout(timer);
    if (data) resolve(data);
    else reject(new Error("no answer"));
  };
  const timer = setTimeout(end, PATIENCE);
  asking.set(id, { answer, end });
  parent.postMessage({ choiceboard: kind, id, ...said }, origin);
});

// Tells the page around.
const say = (kind, detail) => {
  if (host) host.tell?.(kind, detail);
  else if (framed) parent.postMessage({ choiceboard: kind, ...detail }, origin);
};

// Milliseconds of a `Retry-After`, which is seconds or a date; -1 where there is none.
const later = (value) => {
  if (!value) return -1;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return wait >= 0 ? Math.min(wait, 86_400_000) : -1;
};

// Where a package or an element's function carries the requests, its name for that.
const FUNCTION = host?.name ?? `element:sync ${here.get("endpoint") || ""}`;

// An error in a function of the page around is for whoever wrote it.
const blame = (error) => {
  if (error?.stack && !error.status) console.error(error);
};

const byFunction = async (text) => {
  try {
    return [200, -1, JSON.stringify(await Promise.race([host.sync(JSON.parse(text)), late()])) ?? ""];
  } catch (error) {
    // A function says so by what it throws: `Object.assign(new Error(), { status: 401 })`.
    blame(error);
    return [Number(error?.status) || 0, later(error?.retryAfter), ""];
  }
};

const byMessage = async (text) => {
  const { status = 200, retry_after, response } = await question("sync", "synced", { request: JSON.parse(text) });
  return [Number(status) || 0, later(retry_after), JSON.stringify(response) ?? ""];
};

// Many an LMS takes nothing from its own pages without a number of the session's in a header, and writes it into them: as
// `<meta name="csrf-token">` here or in the page around. The address says where requests go, and anybody can write an address: so the page says
// itself which one its number is for (`data-for`), and no answer leads it anywhere else.
const numbered = (endpoint) => {
  const { href, origin: its } = new URL(endpoint, document.baseURI);
  if (its !== globalThis.origin) return undefined;
  for (const page of [window, parent]) {
    try {
      const { content, dataset, baseURI } = page.document.querySelector("meta[name=csrf-token][data-for]");
      if (content && new URL(dataset.for, baseURI).href === href) return { [dataset.header || "X-CSRF-Token"]: content };
    } catch {
      // None here, or the page around is of another origin.
    }
  }
  return undefined;
};

const byHttp = async (endpoint, text, leaving) => {
  // An element's page is at hand: no need to be turned away first.
  if (host && token === undefined && !leaving) await answers.token();
  const body = new TextEncoder().encode(text);
  const number = numbered(endpoint);
  const headers = { ...number, "Content-Type": "application/json", Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  // A request that is to outlive its page may not be large: browsers refuse more than 64 KiB.
  const keepalive = leaving && body.length < 60_000;
  // Over a poor line much takes longer than little, and an answer that has begun to come may take its time.
  const patience = new AbortController();
  const { signal } = patience;
  const only = (ms) => setTimeout(() => patience.abort(), ms);
  let timer = only(PATIENCE + body.length / 8);
  try {
    const response = await fetch(endpoint, { method: "POST", headers, body, keepalive, signal, cache: "no-store", redirect: number ? "error" : "follow" });
    clearTimeout(timer);
    timer = only(PATIENCE * 10);
    return [response.status, later(response.headers.get("Retry-After")), await response.text()];
  } finally {
    clearTimeout(timer);
  }
};

// What a page around may ask for.
let line;

// What the page around has heard last.
let told;
let trouble;

// What was told of the work, as what has happened.
const happened = (now) => {
  const { events, summary, saved, why } = now;
  const before = told ?? { summary: { badges: summary.badges, complete: summary.complete }, saved };
  if (!told) {
    host?.opened(line);
    say("ready", { summary, saved });
  }
  if (events.length) say("change", { events, summary, saved });
  for (const badge of summary.badges) {
    if (!before.summary.badges.includes(badge)) say("badge", { badge, summary });
  }
  if (summary.complete && !before.summary.complete) say("complete", { summary });
  if (saved === "confirmed" && (!told || before.saved !== saved || events.length)) say("synced", { summary });
  if (why && why !== before.why) say("error", { message: why, saved });
  told = now;
};

// What this tab leads in.
const leading = new Set();

const answers = {
  // One tab of all sends: whoever has the lock, until it closes. Where there are no locks, all do, which is harmless.
  lead: (name) => new Promise((leads) => {
    const held = () => (leading.add(name), leads([]), new Promise(() => {}));
    // This page itself has it, from before a board within its own was open.
    if (!navigator.locks || leading.has(name)) return leads([]);
    navigator.locks.request(name, held).catch(() => leads([]));
  }),
  token: async () => {
    const asked = host ? Promise.race([host.token(), late()]) : question("token", "token").then((said) => said.token);
    const said = await asked.catch(host ? blame : () => {});
    token = typeof said === "string" ? said : token;
    return [];
  },
  // Status, wait and text; a status of 0 where nothing came.
  send: async (ticket, endpoint, text, leaving) => {
    const sent = endpoint === FUNCTION ? byFunction(text) : endpoint === origin ? byMessage(text) : byHttp(endpoint, text, leaving);
    return [ticket, ...await sent.catch(() => [0, -1, ""])];
  },
  tell: happened,
  done: (ticket, why) => {
    const { resolve, reject } = awaited.get(ticket) ?? {};
    awaited.delete(ticket);
    if (why) reject?.(new Error(why));
    else resolve?.();
  },
  leave: () => host?.leave?.(),
  // To what a package asks, in the same turn.
  answer: (...said) => { answered = said; },
  // There is no board, and why.
  problem: (message) => {
    if (message !== trouble) say("error", { message, saved: "failed" });
    trouble = message;
  },
};

// A frame is as tall as what is in it, and what is laid over the board belongs where the reader looks.
const frame = () => {
  const main = document.getElementById("choiceboard");
  main.style.minBlockSize = "0";
  const inline = document.getElementById("choiceboard-frame");
  if (inline) inline.media = "all";
  else document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("frame.css", import.meta.url) }));
  const { style } = document.documentElement;
  // Which part of the frame is seen only such an observer tells across origins, and it tells no scrolling: it is asked anew whenever the
  // reader does something here, and while something is laid over the board.
  const look = () => new IntersectionObserver(([{ intersectionRect: seen }], observer) => {
    observer.disconnect();
    if (!seen.height) return;
    style.setProperty("--cb-above", `${Math.max(0, seen.top)}px`);
    // From the top of the book, if that is seen, to the end of what is: all at one moment, for the panel's height changes the frame's.
    const book = document.querySelector(".cb-book")?.getBoundingClientRect().top ?? 0;
    style.setProperty("--cb-sight", `${seen.bottom - Math.max(seen.top, book)}px`);
    style.setProperty("--cb-below", `${Math.max(0, innerHeight - seen.bottom)}px`);
  }).observe(main);
  for (const kind of ["pointerover", "pointerdown", "keydown", "focusin"]) addEventListener(kind, look, { capture: true, passive: true });
  setInterval(() => document.querySelector("dialog[open]") && look(), 250);
  const tall = () => Math.ceil(main.getBoundingClientRect().height) + 1;
  new ResizeObserver(() => {
    say("height", { height: tall() });
    look();
  }).observe(main);
  // On paper the board is laid out anew, and nobody asks then how tall it is: it is measured before, as narrow as on a sheet.
  addEventListener("beforeprint", () => {
    const paper = document.querySelector("link[media=print]");
    const seen = tall();
    // The sheet itself, and not its element: some browsers fetch that anew when it changes.
    if (paper?.sheet) paper.sheet.media.mediaText = "all";
    main.style.inlineSize = "17cm";
    const printed = tall();
    main.style.inlineSize = "";
    if (paper?.sheet) paper.sheet.media.mediaText = "print";
    say("height", { height: Math.max(seen, printed) });
  });
  addEventListener("afterprint", () => say("height", { height: tall() }));
};

// What the program answers to a question of the same turn; nothing where no board stands.
let answered;
const answer = (tell, ...question) => {
  answered = undefined;
  tell(...question);
  return answered;
};

// What the program does and says when it is done.
const awaited = new Map();
let tickets = 0;
const done = (tell, what, ...given) => {
  const ticket = ++tickets;
  const answered = new Promise((resolve, reject) => {
    awaited.set(ticket, { resolve, reject });
  });
  tell(what, ticket, ...given);
  return Promise.race([answered, late()]);
};

// The work as a file, a file taken in, everything written and sent; and what a package keeps of it.
const asked = (tell) => ({
  export: () => new Promise((resolve, reject) => {
    const { give } = choiceboardRest;
    const ours = choiceboardRest.give = async (name, ...work) => {
      choiceboardRest.give = give;
      const packed = files().then(({ pack }) => pack(...work));
      packed.then(([file]) => resolve(new File([file], name, { type: file.type })), reject);
      return (await packed)[1];
    };
    tell("export");
    if (choiceboardRest.give !== ours) return;
    choiceboardRest.give = give;
    reject(new Error("another board is open for now"));
  }),
  // Kept when it is stored; broken with the sentence that the learner reads, where it is not.
  import: async (file) => {
    if (here.has("readonly")) throw new Error("this board may only be looked at");
    if (typeof file?.text !== "function") throw new TypeError("there is no file to take in");
    const { take } = await files();
    return done(tell, "import", await take(file, told.space));
  },
  // Kept when everything is stored on the device. When the LMS has it, `synced` says.
  flush: () => done(tell, "flush"),
  pack: (mark, room) => answer(tell, "pack", mark, room),
  unpack: (text) => answer(tell, "unpack", text),
  // Nothing where another board stands for now: that is not to say that there are none.
  statements: (ids, board) => answer(tell, "statements", ids, board)?.[0],
});

// `hear` is where the program takes news.
export default (hear) => {
  const tell = (...news) => hear(JSON.stringify(news));
  choiceboardRest.ask = async (text) => {
    const [what, ...said] = JSON.parse(text);
    const answer = await answers[what]?.(...said);
    if (answer) tell(what, ...answer);
  };
  addEventListener("online", () => tell("online"));
  document.addEventListener("visibilitychange", () => tell("shown", document.visibilityState === "visible"));
  if (framed) frame();
  line = asked(tell);
  const endpoint = host?.sync ? FUNCTION : here.get("endpoint") || origin || "";
  // What a package has been told of a confirmation may not be so: at each visit it is sent everything.
  tell("connect", endpoint, here.get("learner-name"), Boolean(host || framed), Boolean(host?.name), Boolean(host?.leave));
};
