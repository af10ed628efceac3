// A board as a cmi5 package: this page is launched by the LMS, speaks with its LRS, and is to the student's page what a page around it is
// (link.js): it carries the requests. The log lies in State documents; what the learner did goes into statements as well, without their words.
//
// The cmi5 specification: https://github.com/AICC/CMI-5_Spec_Current. What we send: docs/xapi.md.

import { nobody, refused } from "./refused.js";

// A request that takes longer has failed.
const PATIENCE = 30_000;

// How long the board waits for the LMS before it opens.
const OPENING = 8_000;

// A State document is not much larger, and so can be written when the page is left: browsers refuse more than 64 KiB then.
const LARGEST = 24_000;

// So many statements in one request.
const BATCH = 50;

// The log's head and the beginning of the names of its older parts, which never change.
const HEAD = "choiceboard.log";

const verbs = {
  initialized: "http://adlnet.gov/expapi/verbs/initialized",
  completed: "http://adlnet.gov/expapi/verbs/completed",
  passed: "http://adlnet.gov/expapi/verbs/passed",
  terminated: "http://adlnet.gov/expapi/verbs/terminated",
};
const DEFINED = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";

const asked = new URL(location.href).searchParams;
const activity = asked.get("activityId");
const registration = asked.get("registration");
const endpoint = asked.get("endpoint")?.replace(/\/*$/, "/");
const actor = (() => {
  try {
    const said = JSON.parse(asked.get("actor"));
    return said && typeof said === "object" ? said : null;
  } catch {
    return null;
  }
})();
const launched = Boolean(endpoint && asked.get("fetch") && activity && registration && actor);

// Whose work it is. Two LMSs may call two learners the same.
const learner = (() => {
  const { account, mbox, mbox_sha1sum: sha1, openid } = actor ?? {};
  if (account?.name && account.homePage) return `${account.name}@${account.homePage}`;
  return [mbox, sha1, openid].find((id) => typeof id === "string" && id.trim());
})();

const here = new URL("index.html", import.meta.url);
here.searchParams.set("board", "board/the-board.json");
here.searchParams.set("endpoint", "");

const uuid = () => {
  const chance = crypto.getRandomValues(new Uint8Array(16));
  chance[6] = chance[6] & 15 | 64;
  chance[8] = chance[8] & 63 | 128;
  const hex = Array.from(chance, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));

// What is thrown says no more than the status: link.js tells the learner.
const failure = (status, retryAfter) => ({ status, retryAfter });

// The token lives here alone.
let token;
// What the LMS said of this launch.
let launch;
// The student's page, once its board is there.
let line;
// The page is being left: there is no time to wait for anything.
let leaving = false;
// The session is over, by us or by the LMS.
let ended = false;

const begun = Date.now();

// One request to the LRS. Whatever is no answer, or says that there will be one later, is thrown.
const ask = async (path, search, { method = "GET", value, headers } = {}) => {
  const address = new URL(path, endpoint);
  for (const [name, text] of Object.entries(search)) address.searchParams.set(name, text);
  const sent = { Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3", ...headers };
  if (value) sent["Content-Type"] = "application/json";
  const body = value && bytes(value);
  const hidden = leaving || globalThis.document?.visibilityState === "hidden";
  const keepalive = Boolean(body) && hidden && body.length < 2 * LARGEST;
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(address, { method, body, headers: sent, signal, keepalive, cache: "no-store" }).catch(() => {
    throw failure(0);
  });
  if (answer.status === 429 || answer.status >= 500) throw failure(answer.status, answer.headers.get("Retry-After"));
  // A login page, with status 200.
  if (answer.ok && answer.headers.get("Content-Type")?.includes("html")) throw failure(502);
  return answer;
};

// What an answer holds, where it is the JSON that was asked for.
const read = async (answer) => {
  try {
    return JSON.parse(await answer.text());
  } catch {
    throw failure(502);
  }
};

const over = () => {
  ended = true;
  throw failure(401);
};

// A State document of this learner, board and registration. Where these may not be read or written, the session is over.
const state = async (stateId, request) => {
  const search = { activityId: activity, agent: asked.get("actor"), registration, stateId };
  const answer = await ask("activities/state", search, request);
  if (answer.status === 401 || answer.status === 403) over();
  return answer;
};

// --- The beginning ---------------------------------------------------------------------------------------------------------------------------

// The token is given once: a second question is answered with an `error-code`, and status 200.
const authorize = async () => {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(asked.get("fetch"), { method: "POST", signal, cache: "no-store" }).catch(() => {
    throw failure(0);
  });
  if (answer.status >= 500) throw failure(answer.status);
  const said = await read(answer);
  if (typeof said?.["auth-token"] !== "string") over();
  token = said["auth-token"];
};

// The learner's languages, the first of which the board is to speak. An LMS need not have them, and may keep them to itself.
const preferred = async () => {
  const answer = await ask("agents/profile", { agent: asked.get("actor"), profileId: "cmi5LearnerPreferences" });
  const languages = answer.ok && (await read(answer))?.languagePreference;
  return typeof languages === "string" ? languages.split(",")[0].trim() : "";
};

const begin = async () => {
  if (token === undefined) await authorize();
  const answer = await state("LMS.LaunchData");
  if (!answer.ok) throw failure(502);
  const data = await read(answer);
  if (!data?.contextTemplate) throw failure(502);
  launch = {
    template: data.contextTemplate,
    mastery: typeof data.masteryScore === "number" ? data.masteryScore : undefined,
    // In the other modes nothing is to be recorded, and of a mode that is not known nobody can say.
    writes: data.launchMode === "Normal",
    language: await preferred().catch(() => ""),
    back: /^https?:/i.test(data.returnURL) ? data.returnURL : undefined,
  };
};

// Done once, and again where it failed.
const once = (act) => {
  let done;
  const run = async () => {
    if (ended) throw failure(401);
    done ??= act();
    try {
      return await done;
    } catch (error) {
      done = undefined;
      throw error;
    }
  };
  return Object.assign(run, { begun: () => Boolean(done) });
};

const ready = once(begin);

// --- Statements ------------------------------------------------------------------------------------------------------------------------------

const list = (value) => Array.isArray(value) ? value : value ? [value] : [];

// What the LMS has given for every statement, and what this one adds: nothing of the LMS's is changed.
const context = ({ contextActivities: around = {}, extensions, ...rest } = {}) => {
  const given = launch.template;
  const theirs = given.contextActivities ?? {};
  const all = { ...rest, ...given, registration };
  const join = (kind) => {
    const first = list(theirs[kind]);
    return [kind, [...first, ...list(around[kind]).filter(({ id }) => !first.some((known) => known.id === id))]];
  };
  const kinds = new Set([...Object.keys(theirs), ...Object.keys(around)]);
  if (kinds.size) all.contextActivities = Object.fromEntries(Array.from(kinds, join));
  if (extensions || given.extensions) all.extensions = { ...extensions, ...given.extensions };
  return all;
};

const whole = (statement) => ({ ...statement, actor, context: context(statement.context) });

const duration = (milliseconds) => `PT${Math.round(milliseconds / 10) / 100}S`;

// A statement of cmi5's own, about the board as a whole.
const defined = (verb, { id, at }, result, extensions) => {
  const judges = result && ("completion" in result || "success" in result);
  const category = [DEFINED, ...judges ? [MOVE_ON] : []].map((name) => ({ objectType: "Activity", id: name }));
  return whole({
    id,
    verb: { id: verbs[verb], display: { en: verb } },
    object: { objectType: "Activity", id: activity },
    ...result && { result },
    timestamp: new Date(at).toISOString(),
    context: { contextActivities: { category }, ...extensions && { extensions } },
  });
};

const post = (statements) => ask("statements", {}, { method: "POST", value: statements });

// Sends statements, and notes those that the LRS has now or will never take. One that it has already is no fault, but everything that came with it is
// refused as well: so they go by halves, until each has an answer of its own.
const send = async (statements, gone) => {
  if (!statements.length) return;
  const halves = async (at) => {
    await send(statements.slice(0, at), gone);
    await send(statements.slice(at), gone);
  };
  if (statements.length > BATCH) return halves(BATCH);
  const answer = await post(statements);
  if (answer.status === 401) over();
  // Their ids, as the specification has it; anything else is no LRS's word.
  if (answer.ok && answer.status !== 204 && !Array.isArray(await read(answer))) throw failure(502);
  if (!answer.ok && statements.length > 1) return halves(statements.length >> 1);
  // What is forbidden in this session may be allowed in another.
  if (answer.status !== 403) for (const { id } of statements) gone.add(id);
};

// The first statement of all, once in a visit. What was done in it is later.
const first = { id: uuid(), at: begun };
const initialize = once(async () => {
  const answer = await post([defined("initialized", first)]);
  if (answer.status === 401 || answer.status === 403) over();
  if (!answer.ok && answer.status !== 409) throw failure(502);
});

// --- The log ---------------------------------------------------------------------------------------------------------------------------------

// Every event that the LMS has, by its id, in the order in which this visit heard of it.
const stored = new Map();

// What the LMS has beside them, as its head says it: the names of the older parts, the newest events, the ids of those that have no
// statements yet, the ids of statements that are of no event, and the two that come once in a registration.
const nothing = () => ({ parts: [], events: [], untold: [], derived: [], once: {} });
let head = nothing();
let etag;
// Whether there is a head; `undefined` before it was asked for.
let found;
// Time spent in earlier visits.
let spent = 0;

// Parts that have been read.
const parts = new Set();
// Events that the page has, so that it can say their statements.
const known = new Set();
// What has been sent or forbidden in this visit; the head says so with its next writing.
const told = new Set();
const forbidden = new Set();
const derived = new Set();
const done = new Set();

const elapsed = () => spent + Date.now() - begun;

const add = (events) => {
  for (const event of events) if (typeof event?.id === "string" && !stored.has(event.id)) stored.set(event.id, event);
};

// A part that is gone is left out: the devices that have its events send them again.
const part = async (name) => {
  const answer = await state(name);
  if (answer.status === 404) return;
  const events = answer.ok && await read(answer);
  if (!Array.isArray(events)) throw failure(502);
  add(events);
  parts.add(name);
};

// Reads what is stored now.
const look = async () => {
  const answer = await state(HEAD);
  if (answer.status === 404) {
    found = false;
    etag = undefined;
    head = nothing();
    stored.clear();
    parts.clear();
    return;
  }
  const said = answer.ok && await read(answer);
  // Of a later version, perhaps: not to be written over.
  if (said?.choiceboard !== 1 || !Array.isArray(said.events) || !Array.isArray(said.parts)) throw failure(502);
  await Promise.all(said.parts.filter((name) => !parts.has(name)).map(part));
  add(said.events);
  if (found === undefined) spent = Number(said.spent) || 0;
  found = true;
  etag = answer.headers.get("ETag");
  head = {
    parts: said.parts.filter((name) => parts.has(name)),
    events: said.events,
    untold: list(said.untold),
    derived: list(said.derived),
    once: said.once ?? {},
  };
};

const write = (name, value, headers) => state(name, { method: "PUT", value, headers });

// Events that fill a document become a part of the log, which is written once and from then on only read.
const cut = async (events) => {
  const names = [];
  let rest = events;
  while (!leaving && rest.length > 1 && bytes(rest).length > LARGEST) {
    let count = rest.length;
    while (count > 1 && bytes(rest.slice(0, count)).length > LARGEST) count >>= 1;
    const name = `${HEAD}.${uuid()}`;
    const answer = await write(name, rest.slice(0, count), { "If-None-Match": "*" });
    if (!answer.ok) throw failure(502);
    names.push(name);
    rest = rest.slice(count);
  }
  return [names, rest];
};

// Completed, and passed, where they are so far: planned here, sent later under the same id, however often it takes.
const plan = ({ complete, counted, score }) => {
  const all = { ...head.once };
  const scaled = score?.scaled;
  const planned = () => ({ id: uuid(), at: Date.now(), spent: elapsed(), scaled });
  if (complete) all.completed ??= planned();
  // Where no score is asked for, whoever completes the board has passed. One of 0 is not reached by looking at the board.
  const enough = launch.mastery === undefined ? complete : scaled >= launch.mastery && (complete || counted > 0);
  if (enough && typeof scaled === "number") all.passed ??= planned();
  for (const name of done) if (all[name]) all[name] = { ...all[name], sent: true };
  return all;
};

// Stores what is not stored yet. Another device may have written since: then what it wrote is read, and all is tried again.
const store = async (events, summary) => {
  for (let tries = 0; tries < 5; tries += 1) {
    const fresh = events.filter(({ id }) => !stored.has(id));
    const next = {
      untold: [...head.untold.filter((id) => !told.has(id)), ...fresh.map(({ id }) => id)],
      derived: [...new Set([...head.derived, ...derived])],
      once: plan(summary ?? {}),
    };
    if (Object.entries(next).every(([name, value]) => JSON.stringify(value) === JSON.stringify(head[name]))) return;
    const [names, rest] = await cut([...head.events, ...fresh]);
    Object.assign(next, { parts: [...head.parts, ...names], events: rest });
    // Where the LRS does not let us read its mark, it is written as it is.
    const guard = etag ? { "If-Match": etag } : found ? {} : { "If-None-Match": "*" };
    const answer = await write(HEAD, { choiceboard: 1, ...next, spent: elapsed() }, guard);
    if (answer.ok) {
      for (const name of names) parts.add(name);
      add(fresh);
      head = next;
      found = true;
      etag = answer.headers.get("ETag");
      // Few say at once what its mark is now.
      if (!etag && !leaving) await look();
      return;
    }
    if (answer.status !== 412 && answer.status !== 409) throw failure(502);
    if (leaving) break;
    await look();
  }
  throw failure(503);
};

// Events without statements of which the page can say some, and these.
const due = (more = []) => {
  const open = (id) => known.has(id) && !told.has(id) && !forbidden.has(id);
  const ids = line ? [...new Set([...head.untold, ...more])].filter(open) : [];
  const statements = ids.length ? line.statements(ids, activity) : [];
  // The page cannot say them now.
  if (!statements) return [[], []];
  return [ids, statements.filter(({ id }) => !head.derived.includes(id) && !derived.has(id)).map(whole)];
};

// Those of the two that are planned and not sent.
const planned = () => {
  const { completed, passed } = head.once;
  const open = [];
  if (completed && !completed.sent) open.push(["completed", completed, { completion: true }]);
  // What was enough in an earlier visit may not be any more.
  if (passed && !passed.sent && passed.scaled >= (launch.mastery ?? 0)) {
    open.push(["passed", passed, { score: { scaled: passed.scaled }, success: true }]);
  }
  return open.filter(([name]) => !done.has(name));
};

// Sends the statements that are due: of events, and after them the two that come once.
const tell = async () => {
  await initialize();
  const [ids, statements] = due();
  const gone = new Set();
  const own = new Set(ids);
  try {
    await send(statements, gone);
    for (const { id } of statements) if (!gone.has(id) && own.has(id)) forbidden.add(id);
    // What has nothing to say, or says it under another id.
    for (const id of ids) if (!forbidden.has(id)) told.add(id);
  } finally {
    for (const id of gone) (own.has(id) ? told : derived).add(id);
  }
  for (const [name, plan, result] of planned()) {
    const extensions = name === "passed" && launch.mastery !== undefined ? { [MASTERY]: launch.mastery } : undefined;
    // Whether it is taken, known, or forbidden because the LMS has one of a visit that was cut off: it is there.
    await send([defined(name, plan, { ...result, duration: duration(plan.spent) }, extensions)], new Set());
    done.add(name);
  }
};

// --- The exchange ----------------------------------------------------------------------------------------------------------------------------

// What this device has and the LMS is not to be given, for the board is only looked at.
const unwanted = new Set();

const exchange = async ({ after, events, summary }) => {
  await ready();
  if (!events.length || after === null || found === undefined) await look();
  const accepted = [];
  if (launch.writes) {
    await store(events, summary);
    for (const { id } of events) {
      known.add(id);
      if (stored.has(id)) accepted.push(id);
    }
    // The work is stored, and that is what was asked. A statement that does not get through goes with the next exchange.
    await tell().catch((error) => {
      if (ended) throw error;
    });
    // Many that were sent are written down at once, so that no visit sends them again; few can wait.
    if (head.untold.filter((id) => told.has(id)).length > BATCH || done.size) await store([], summary).catch(() => {});
  } else {
    await initialize().catch(() => {});
    for (const { id } of events) {
      if (stored.has(id)) accepted.push(id);
      else unwanted.add(id);
    }
  }
  // The cursor is how many events this visit has heard of.
  const all = [...stored.values()];
  const sent = new Set(events.map(({ id }) => id));
  const news = all.slice(Number(after) || 0).filter(({ id }) => !sent.has(id));
  for (const { id } of news) known.add(id);
  return { contract: 1, accepted, refused: [...unwanted].map(refused("readonly")), events: news, cursor: String(all.length), more: false };
};

// What the page says while it is left.
const latest = [];

// One exchange after the other; when the page is left there is no time to wait for the one before.
let last = Promise.resolve();
const sync = async (request) => {
  if (ended) throw failure(401);
  if (leaving) {
    if (!launch?.writes || found === undefined) throw failure(0);
    for (const { id } of request.events) {
      known.add(id);
      latest.push(id);
    }
    await store(request.events, request.summary);
    return { contract: 1, accepted: request.events.map(({ id }) => id), refused: [], events: [], cursor: request.after, more: false };
  }
  const next = last.then(() => exchange(request));
  last = next.catch(() => {});
  return next;
};

// The last statement, once: the page is left. There is no other end of a visit, and no statement after this one.
const terminate = async () => {
  if (leaving || ended || !launch) return;
  leaving = true;
  // What the device has not stored the LMS may store all the same.
  line?.flush().catch(() => {});
  // What the page has to say, it says in this turn.
  for (let turns = 0; turns < 50; turns += 1) await null;
  ended = true;
  const quietly = (statements) => post(statements).catch(() => {});
  if (!initialize.begun()) quietly([defined("initialized", first)]);
  const [, statements] = launch.writes ? due(latest) : [];
  if (statements?.length && bytes(statements).length < LARGEST) quietly(statements);
  const now = Date.now();
  await quietly([defined("terminated", { id: uuid(), at: now }, { duration: duration(now - begun) })]);
};

if (learner) here.searchParams.set("learner", learner);
// An LMS has opened the page, and has not said for whom.
else if (["actor", "endpoint", "fetch", "activityId", "registration"].some((name) => asked.has(name))) nobody(here);
if (launched) {
  here.searchParams.set("carried", "1");
  if (typeof actor.name === "string" && actor.name) here.searchParams.set("learner-name", actor.name);
  const host = globalThis.choiceboardHost = {
    name: "cmi5",
    sync,
    token: async () => undefined,
    tell: () => {},
    opened: (opened) => {
      line = opened;
      ready().then(initialize).catch(() => {});
    },
  };
  addEventListener("pagehide", terminate);
  // Back from the browser's cache, the visit is over.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  const waiting = ready().catch(() => {});
  await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, OPENING))]);
  if (launch?.language) here.searchParams.set("language", launch.language);
  if (launch && !launch.writes) here.searchParams.set("readonly", "1");
  // The learner's own way out (the menu): the visit ends, and the learner is back where the LMS wants them.
  if (launch?.back) {
    host.leave = async () => {
      await terminate();
      location.assign(launch.back);
    };
  }
}
globalThis.choiceboardHref = here.href;
import("./choiceboard.js");
