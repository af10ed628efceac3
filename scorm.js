// A board as a SCORM package (`choiceboard pack --as scorm12` and `scorm2004`). This starts in the frame of an LMS, finds its run-time
// API, and is to the student's page what an LMS with an endpoint is elsewhere: it takes the requests of link.js. The log lies in `suspend_data`,
// packed tightly; the student's page packs and unpacks it. What LMSs really do with such a package: docs/packages.md.

import { nobody, refused } from "./refused.js";

// The board, where the package has it (src/exchange/package/lms.rs).
const BOARD = "board/the-board.json";

// How far up an API is looked for.
const FAR = 20;

// How many UTF-16 units `suspend_data` takes. 2004 promises 64,000, but its first editions took 4,000, and so do some LMSs.
const ROOMS = { "1.2": [4_096], 2004: [64_000, 4_000] };

// How many bytes of it go when the page does: browsers refuse more than 64 KiB then, and there is something around it.
const LAST = 60_000;

// What each version calls things. `unsaid`: a status that is neither incomplete nor completed. `over`: what is wrong when something is asked for and the
// visit has ended.
const NAMES = {
  "1.2": {
    initialize: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", finish: "LMSFinish", error: "LMSGetLastError",
    learner: "cmi.core.student_id", mode: "cmi.core.lesson_mode", credit: "cmi.core.credit", exit: "cmi.core.exit", time: "cmi.core.session_time",
    status: "cmi.core.lesson_status", unsaid: "browsed", over: ["301"],
  },
  2004: {
    initialize: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", finish: "Terminate", error: "GetLastError",
    learner: "cmi.learner_id", mode: "cmi.mode", credit: "cmi.credit", exit: "cmi.exit", time: "cmi.session_time",
    status: "cmi.completion_status", unsaid: "unknown", over: ["122", "123"],
  },
};

const has = {
  "1.2": (around) => around.API?.LMSInitialize && around.API,
  2004: (around) => around.API_1484_11?.Initialize && around.API_1484_11,
};

// The API of a window or of one around it. Looking into another origin throws.
const above = (start, version) => {
  let here = start;
  for (let far = 0; here && far < FAR; far += 1) {
    try {
      const api = has[version](here);
      if (api) return [version, api];
    } catch {
      // Not ours to see; the one above may be.
    }
    if (here === here.parent) return undefined;
    here = here.parent;
  }
};

const opener = (of) => {
  try {
    return of.opener;
  } catch {
    return undefined;
  }
};

// Some LMSs have both APIs in their pages, and store nothing that comes by the one which the package is not of: the page says which it is of
// (src/exchange/package/lms.rs). The other is better than none.
const found = (version) => above(window, version) ?? above(opener(window), version) ?? above(opener(top), version);
const versions = document.documentElement.dataset.scorm === "1.2" ? ["1.2", "2004"] : ["2004", "1.2"];
const [version, api] = found(versions[0]) ?? found(versions[1]) ?? [];
const names = NAMES[version];

// Every call is guarded: an API may throw, and be gone before this page is.
const call = (name, ...given) => {
  try {
    return String(api[names[name]](...given) ?? "");
  } catch {
    return "";
  }
};
const get = (name) => call("get", name);
const set = (name, value) => call("set", name, String(value)) === "true";

const begun = Date.now();
const started = Boolean(api) && call("initialize", "") === "true";

// A visit to look at something again, or without credit, leaves everything as it was, though LMSs would store what is written.
const writes = started && !["browse", "review"].includes(get(names.mode)) && get(names.credit) !== "no-credit";

// What the student's page can be asked, once it stands; and its last summary.
let line;
let summary;
let leaving = false;

// What the LMS had at the start of this visit, and what of it is in the log by now.
const kept = started ? get("cmi.suspend_data") : "";
const isNewer = /^[2-9]/.test(kept);
const unpacked = () => {
  const [events, known] = (kept && line.unpack(kept)) || [[], []];
  return { events, known };
};

// The time of this visit, as each version writes it.
const passed = () => {
  const seconds = Math.round((Date.now() - begun) / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const digits = (number, width) => String(number).padStart(width, "0");
  return version === "1.2" ? `${digits(h, 4)}:${digits(m, 2)}:${digits(s, 2)}` : `PT${h}H${m}M${s}S`;
};

// Status and score, one line in the gradebook: progress to what the board asks for. An activity that was not chosen is no zero.
const grade = ({ complete, score: { scaled } }, status = complete ? "completed" : "incomplete") => {
  const percent = Math.round(scaled * 10_000) / 100;
  if (version === "1.2") {
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", percent);
  } else {
    // Some LMSs read only the raw score, some only the scaled one.
    set("cmi.score.min", 0);
    set("cmi.score.max", 100);
    set("cmi.score.raw", percent);
    set("cmi.score.scaled", scaled);
    set("cmi.progress_measure", scaled);
    set("cmi.success_status", complete ? "passed" : "unknown");
  }
  set(names.status, status);
  set(names.time, passed());
};

// Some LMSs call a value sent when their server has not had it, and send it again only when it has changed: so what the gradebook shows is made to
// change, to something less, and back.
const insist = () => {
  const { complete, score: { scaled } } = summary;
  const near = Math.round((scaled < 0.02 ? scaled + 0.01 : scaled - 0.01) * 10_000) / 10_000;
  grade({ complete: false, score: { scaled: near } }, complete ? "incomplete" : names.unsaid);
  const changed = call("commit", "") === "true";
  grade(summary);
  return call("commit", "") === "true" && changed;
};

// The places of what has an id, in a list of the LMS's: there may be some before ours, and new ones go at the end.
const listed = {};
const place = (list, id) => {
  const known = listed[list] ??= Array.from({ length: Number(get(`${list}._count`)) || 0 }, (_, at) => get(`${list}.${at}.id`));
  const at = known.indexOf(id);
  if (at >= 0) return [`${list}.${at}`, false];
  if (!set(`${list}.${known.length}.id`, id)) return [];
  return [`${list}.${known.push(id) - 1}`, true];
};

// An objective for each standard, an interaction for each result of a check.
const details = (objectives, interactions) => {
  for (const { id, description, scaled, mastered } of objectives) {
    const [objective, isNew] = place("cmi.objectives", id);
    if (!objective) continue;
    if (isNew) set(`${objective}.description`, description.slice(0, 250));
    set(`${objective}.score.scaled`, scaled);
    set(`${objective}.progress_measure`, scaled);
    set(`${objective}.completion_status`, mastered ? "completed" : "incomplete");
    set(`${objective}.success_status`, mastered ? "passed" : "unknown");
  }
  for (const { id, description, percent, passed, at } of interactions) {
    const [interaction, isNew] = place("cmi.interactions", id);
    if (!isNew) continue;
    set(`${interaction}.type`, "numeric");
    set(`${interaction}.timestamp`, at);
    set(`${interaction}.learner_response`, percent);
    set(`${interaction}.result`, passed ? "correct" : "incorrect");
    set(`${interaction}.description`, description.slice(0, 250));
  }
};

// A record without its mark, which is another one each time (src/exchange/tight/write.rs).
const unmarked = (text, mark) => text.slice(2 + mark.length);

// What the LMS holds: at first what it had at the start, then what it has been given since, and whether its server has answered to that.
let record = kept;
let given;

// The work in so much room, and while the page goes in so many bytes as well. Nothing where the record is better left as it is: nothing is new,
// or there is no room for what it holds already. The act that does not go along is on the device; a text that is taken out may be nowhere else.
const pack = (mark, room) => {
  let packed = line.pack(mark, room);
  if (!leaving || !packed) return packed;
  if (unmarked(packed[0], mark) === unmarked(record, mark)) return undefined;
  for (let tries = 0; packed && tries < 5; tries += 1) {
    const [text] = packed;
    const { length } = new TextEncoder().encode(text);
    if (length <= LAST) break;
    packed = line.pack(mark, Math.floor(text.length * LAST / length));
  }
  const whole = new Set(record && line.unpack(record)?.[1]);
  return packed?.[1].some((id) => whole.has(id)) ? undefined : packed;
};

// Writes the whole work. Ids of the events that are not in it; nothing where the LMS did not take it.
const keep = () => {
  // From a newer version than this one: not to be written over.
  if (isNewer) return undefined;
  const rooms = ROOMS[version];
  for (const room of [...rooms]) {
    // Another mark each time: some LMSs do not store a value again that has not changed, whether or not they had stored it.
    const mark = Date.now().toString(36);
    const packed = pack(mark, room);
    if (!packed) {
      if (leaving) grade(summary);
      return undefined;
    }
    const [text, left, objectives, interactions] = packed;
    if (set("cmi.suspend_data", text) && get("cmi.suspend_data") === text) {
      grade(summary);
      if (version === "2004") details(objectives, interactions);
      given = text;
      return call("commit", "") === "true" ? left : undefined;
    }
    // Refused for its length, perhaps.
    if (text.length <= (rooms[1] ?? Infinity)) return undefined;
    rooms.shift();
  }
};

// An LMS says that it has stored something whether or not its server was there. So that server, where this package lies, is asked for a line of its
// own: only then is anything called confirmed. A page to sign in at, in place of that line, says that the visit is over.
let usual;
let way = "HEAD";
const answers = async () => {
  const ask = (method) => fetch(new URL(BOARD, import.meta.url), { method, cache: "no-store" });
  let answer = await ask(way);
  // There are servers that give a file to whoever asks for it, and refuse to say that they have it.
  if (way === "HEAD" && !answer.ok && answer.status !== 401) {
    answer = await ask("GET");
    // Their types may differ.
    if (answer.ok) [way, usual] = ["GET", undefined];
  }
  answer.body?.cancel();
  const { ok, status, headers } = answer;
  const type = headers.get("Content-Type") ?? "";
  if (status === 403 || ok && (/html/i.test(type) || type !== (usual ?? type))) throw { status: 401 };
  if (!ok) throw { status };
  usual = type;
};

// Something was given to the LMS in this visit, and its server has not answered since.
let isUnsure = false;

// One exchange of the contract (docs/contract.md).
const sync = async (request) => {
  if (!started || leaving) throw { status: api ? 401 : 0 };
  ({ summary } = request);
  const sent = request.events.map(({ id }) => id);
  // Not an answer that link.js could read, which is what is to be said.
  if (isNewer) return kept;
  const { events, known } = unpacked();
  if (!writes) {
    // What replaced facts there are no LMS would be told either.
    const lacking = line.unpack(line.pack("0", 1e9)[0])[1].filter((id) => !known.includes(id));
    const accepted = sent.filter((id) => !lacking.includes(id));
    return { contract: 1, accepted, refused: lacking.map(refused("readonly")), events, cursor: "1", more: false };
  }
  // What it has and this device does not goes into the log before anything is written over it.
  if (!request.after && events.length) return { contract: 1, accepted: known, refused: [], events, cursor: "1", more: true };
  for (let tries = 0; unpacked().events.length; tries += 1) {
    if (tries > 100) throw { status: 0 };
    await new Promise((soon) => setTimeout(soon, 50));
  }
  const before = isUnsure;
  isUnsure = true;
  const left = keep();
  if (!left) {
    // Because the visit is over, as the API says or its server; or nobody knows.
    get(names.mode);
    if (names.over.includes(call("error"))) throw { status: 401 };
    await answers();
    throw { status: 0 };
  }
  const written = given;
  await answers();
  if (before && !leaving) {
    if (!insist()) throw { status: 0 };
    // Was it there for both halves of that?
    await answers();
  }
  isUnsure = false;
  record = written;
  const accepted = sent.filter((id) => !left.includes(id));
  return { contract: 1, accepted, refused: left.map(refused("no_room")), events: [], cursor: "1", more: false };
};

const leave = () => {
  if (leaving || !started) return;
  leaving = true;
  // What the device has not stored the LMS may store all the same.
  line?.flush().catch(() => {});
  // Over what has not gone into the log yet nothing is written.
  if (writes && line && summary && !unpacked().events.length) keep();
  if (writes) set(names.time, passed());
  // An LMS may write at the end what nobody has said, such as that it is completed.
  if (writes) call("finish", "");
};

// What stands where the board was, when the learner has left it and the LMS has not taken them elsewhere.
const LEFT = {
  en: ["You have left the board", "You can close this page, or go on in your school's pages."],
  es: ["Has salido del tablero", "Puedes cerrar esta página o seguir en las páginas de tu escuela."],
  de: ["Du hast das Brett verlassen", "Du kannst diese Seite schließen oder auf den Seiten deiner Schule weitermachen."],
  ar: ["لقد غادرت اللوحة", "يمكنك إغلاق هذه الصفحة أو المتابعة في صفحات مدرستك."],
};

const over = () => {
  const place = document.getElementById("choiceboard");
  const root = place.querySelector(".cb");
  const language = root?.lang.split("-")[0];
  const [title, says] = LEFT[language] ?? LEFT.en;
  const element = (name, className, ...inside) => {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...inside);
    return made;
  };
  const card = element("div", "cb-card", element("h1", "cb-title", title), element("p", "", says));
  card.setAttribute("role", "status");
  card.tabIndex = -1;
  const screen = element("div", "cb", element("div", "cb-page cb-empty", card));
  screen.dataset.left = "";
  Object.assign(screen, { lang: LEFT[language] ? language : "en", dir: language === "ar" ? "rtl" : "ltr" });
  for (const look of ["theme", "contrast", "zoom"]) if (root?.dataset[look]) screen.dataset[look] = root.dataset[look];
  place.replaceChildren(screen);
  card.focus();
};

// The learner's own way out (the menu). SCORM knows no address to go to: an LMS may take the learner somewhere when the visit ends, and a
// window that it has opened for the board is closed.
const wayOut = () => {
  if (version === "2004" && writes) set("adl.nav.request", "suspendAll");
  leave();
  if (opener(top)) top.close();
  setTimeout(over, 300);
};

// Loaded anew, this page finds that the LMS has ended the visit and says nothing any more. Whose work it is, this window knows.
const LEARNER = "choiceboard-learner";
const learner = () => {
  if (!api) return "";
  try {
    if (started) sessionStorage.setItem(LEARNER, get(names.learner));
    const { type } = performance.getEntriesByType("navigation")[0];
    return started || type === "reload" || type === "back_forward" ? sessionStorage.getItem(LEARNER) : "";
  } catch {
    return started ? get(names.learner) : "";
  }
};

const here = new URL("index.html", import.meta.url);
here.searchParams.set("board", BOARD);
here.searchParams.set("endpoint", "");
here.searchParams.set("carried", "1");
const whose = learner();
if (whose?.trim()) here.searchParams.set("learner", whose);
// Where an LMS will not say whose visit it is, nothing is kept here that would be somebody else's. It may have a record of its own, though.
else if (api) nobody(here);
if (started ? !writes : api && !whose) here.searchParams.set("readonly", "1");
if (writes) {
  // Never set, it would become "completed" with a grade of 0 when the page is left. Not every LMS says "not attempted" before that.
  if (!["incomplete", "completed", "passed", "failed", "browsed"].includes(get(names.status))) set(names.status, "incomplete");
  // Whoever leaves in any other way begins anew at the next visit, in some LMSs.
  set(names.exit, "suspend");
}
globalThis.choiceboardHref = here.href;
globalThis.choiceboardHost = {
  name: "scorm",
  sync,
  token: async () => undefined,
  tell: (_, detail) => { summary = detail.summary ?? summary; },
  opened: (opened) => { line = opened; },
  // Where there is no LMS there is no way back to it.
  leave: started ? wayOut : undefined,
};
addEventListener("pagehide", leave);
// Back from the browser's cache, the visit is over.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
import("./choiceboard.js");
