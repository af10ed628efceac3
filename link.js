// The page's line to an LMS: src/web/link.rs asks, this does, and tells what came of it. It is fetched where an address names an
// `endpoint` or a `parent`, once the program is whole. Questions and news are JSON arrays with their kind first.

// The page around this one, if it may be talked to: whoever wrote the address has said its origin.
const here = new URLSearchParams(location.search);
const origin = here.get("parent");

// A token lives here alone: in no address, no storage, no log.
let token;

// An answer that takes longer is none.
const PATIENCE = 30_000;

let questions = 0;

// Asks the page around. Whatever comes from another window, another origin or to another question is nobody's answer.
const question = (kind, answer, said) => new Promise((resolve, reject) => {
  if (!origin || parent === window) return reject(new Error("no page around"));
  const id = ++questions;
  const end = (then, value) => {
    removeEventListener("message", listen);
    clearTimeout(late);
    then(value);
  };
  const listen = ({ source, origin: from, data }) => {
    if (source === parent && from === origin && data?.choiceboard === answer && data.id === id) end(resolve, data);
  };
  const late = setTimeout(end, PATIENCE, reject, new Error("no answer"));
  addEventListener("message", listen);
  parent.postMessage({ choiceboard: kind, id, ...said }, origin);
});

// Milliseconds of a `Retry-After`, which is seconds or a date; -1 where there is none.
const later = (value) => {
  if (!value) return -1;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return wait >= 0 ? Math.min(wait, 86_400_000) : -1;
};

const byMessage = async (text) => {
  const { status = 200, retry_after, response } = await question("sync", "synced", { request: JSON.parse(text) });
  return [Number(status) || 0, later(retry_after), JSON.stringify(response) ?? ""];
};

const byHttp = async (endpoint, text, leaving) => {
  const body = new TextEncoder().encode(text);
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  // A request that is to outlive its page may not be large: browsers refuse more than 64 KiB.
  const keepalive = leaving && body.length < 60_000;
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(endpoint, { method: "POST", headers, body, keepalive, signal, cache: "no-store" });
  return [response.status, later(response.headers.get("Retry-After")), await response.text()];
};

const answers = {
  // One tab of all sends: whoever has the lock, until it closes. Where there are no locks, all do, which is harmless.
  lead: (name) => new Promise((leads) => {
    const held = () => (leads([]), new Promise(() => {}));
    if (!navigator.locks) return leads([]);
    navigator.locks.request(name, held).catch(() => leads([]));
  }),
  token: async () => {
    const said = await question("token", "token").catch(() => ({}));
    token = typeof said.token === "string" ? said.token : token;
    return [];
  },
  // Status, wait and text; a status of 0 where nothing came.
  send: async (ticket, endpoint, text, leaving) => {
    const sent = endpoint === origin ? byMessage(text) : byHttp(endpoint, text, leaving);
    return [ticket, ...await sent.catch(() => [0, -1, ""])];
  },
};

// `hear` is where the program takes news.
export default (hear) => {
  const tell = (...news) => hear(JSON.stringify(news));
  choiceboardRest.ask = async (text) => {
    const [what, ...said] = JSON.parse(text);
    tell(what, ...await answers[what](...said));
  };
  addEventListener("online", () => tell("online"));
  document.addEventListener("visibilitychange", () => tell("shown", document.visibilityState === "visible"));
  tell("connect", here.get("endpoint") || origin);
};
