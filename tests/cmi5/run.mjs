// Runs cmi5.js against the small LRS: `node run.mjs FOLDER WORK`. FOLDER takes a copy of it that opens no board; WORK is a list of events of one learner,
// each with its statements, as tests/xapi.rs makes them. Throws at the first promise that is not kept.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { randomUUID } from "node:crypto";
import { serve } from "./lrs.mjs";
import { cmi5, valid, verb } from "./rules.mjs";

const [folder, file] = process.argv.slice(2);
const work = JSON.parse(readFileSync(file, "utf8"));
const made = new Map(work.map(({ event, statements }) => [event.id, statements]));
const events = work.map(({ event }) => event);

const source = readFileSync(new URL("../../cmi5.js", import.meta.url), "utf8");
const opening = 'import("./choiceboard.js");\n';
assert.ok(source.endsWith(opening), "the last line opens the board");
const sentences = 'import { nobody, refused } from "./refused.js";';
assert.deepEqual(source.match(/^import .*/gm), [sentences], "it imports nothing else");
const copy = join(folder, "cmi5.mjs");
writeFileSync(copy, source.slice(0, -opening.length).replace("./refused.js", "./refused.mjs"));
copyFileSync(new URL("../../refused.js", import.meta.url), join(folder, "refused.mjs"));

const ACTIVITY = "https://lms.example/activity/1";
const lrs = await serve();

const open = { state: "in_progress", complete: false, counted: 1, score: { scaled: 0.5 } };
const complete = { state: "complete", complete: true, counted: 4, score: { scaled: 1 } };

// One visit: the page with what its device has, as link.js and the outbox are to it.
let visits = 0;
const visit = async (address, device = new Map(), opens = true) => {
  const listeners = {};
  globalThis.location = { href: address, assign: (to) => (globalThis.location.gone = to), reload: () => (globalThis.location.anew = true) };
  globalThis.addEventListener = (name, then) => (listeners[name] = then);
  delete globalThis.choiceboardHost;
  delete globalThis.choiceboardHref;
  const place = globalThis.location;
  await import(`${pathToFileURL(copy)}?${visits += 1}`);
  const host = globalThis.choiceboardHost;
  const page = {
    host, device, place, href: new URL(globalThis.choiceboardHref), confirmed: new Set(), after: null, summary: open,
    // One exchange with what is not confirmed, at most 500.
    sync: async (summary = page.summary) => {
      const waiting = [...device.values()].filter(({ id }) => !page.confirmed.has(id)).slice(0, 500);
      page.summary = summary;
      const request = { contract: 1, board: { id: "b" }, learner: { id: "u" }, after: page.after, events: waiting, summary };
      const response = await host.sync(JSON.parse(JSON.stringify(request)));
      assert.equal(response.contract, 1);
      assert.ok(response.refused.every(({ code }) => code === "readonly" && page.href.searchParams.has("readonly")));
      const there = stored(page);
      for (const id of response.accepted) {
        page.confirmed.add(id);
        assert.ok(there.has(id), "what is accepted is stored already");
      }
      for (const event of response.events) {
        device.set(event.id, event);
        page.confirmed.add(event.id);
      }
      page.after = response.cursor;
      return response;
    },
    act: (...done) => done.forEach((event) => device.set(event.id, event)),
    // The page is left: it sends what waits, and hears no answer.
    leave: async () => {
      listeners.pagehide();
      await settled();
    },
    // It is shown, out of the browser's cache or not.
    back: (persisted) => listeners.pageshow({ persisted }),
  };
  page.line = {
    // A standard's statement comes of several events, and once.
    statements: (ids) => {
      const all = ids.filter((id) => device.has(id)).flatMap((id) => made.get(id));
      return [...new Map(all.map((one) => [one.id, one])).values()];
    },
    flush: async () => void page.sync().catch(() => {}),
  };
  page.registration = new URL(address).searchParams.get("registration");
  page.open = () => host?.opened(page.line);
  if (opens) page.open();
  return page;
};

// Requests that have no answer yet: on a busy machine one may be long on its way before the LRS hears of it.
let under = 0;
const { fetch } = globalThis;
globalThis.fetch = async (...request) => {
  under += 1;
  try {
    return await fetch(...request);
  } finally {
    under -= 1;
  }
};

// Until nothing has been asked for a while.
const settled = async () => {
  for (let before = -1, quiet = 0; quiet < 2; quiet = before === lrs.asked.length && !under && !lrs.busy ? quiet + 1 : 0) {
    before = lrs.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};
const stored = ({ registration }) => new Set(lrs.kept(registration, "choiceboard.log").flatMap((kept) => kept.events ?? kept).map(({ id }) => id));
const posts = (since) => lrs.asked.slice(since).filter((what) => what.endsWith("/statements")).length;
const launch = (more) => lrs.launch({ registration: randomUUID(), activity: ACTIVITY, ...more });
const verbs = (registration) => lrs.of(registration).map(verb);
const fails = (promise, status) => assert.rejects(promise, (thrown) => {
  assert.deepEqual(Object.keys(thrown).sort(), ["retryAfter", "status"]);
  assert.equal(thrown.status, status);
  return true;
});

const scenarios = {
  "a first visit, and the next on another device": async () => {
    const { address, session } = launch({ languages: "de-CH,en" });
    const one = await visit(address);
    const search = Object.fromEntries(one.href.searchParams);
    assert.deepEqual(search, { board: "board/the-board.json", endpoint: "", carried: "1", learner: "17@https://lms.example", "learner-name": "Ada", language: "de-CH" });
    assert.ok(one.href.pathname.endsWith("/index.html"));
    assert.match(one.host.name, /^cmi5$/);
    assert.equal(await one.host.token(), undefined);
    one.act(...events.slice(0, 5));
    await one.sync();
    assert.equal(one.confirmed.size, 5);
    one.act(events[5]);
    await one.sync();
    // One more, which the page sends while it is left.
    one.act(events[6]);
    await one.leave();
    const expected = [...new Set(events.slice(0, 7).flatMap(({ id }) => made.get(id)).map(({ id }) => id))];
    const sent = lrs.of(session.registration);
    assert.deepEqual(new Set(sent.slice(1, -1).map(({ id }) => id)), new Set(expected));
    assert.equal(verb(sent[0]), "initialized");
    assert.equal(verb(sent.at(-1)), "terminated");
    await fails(one.host.sync({ after: null, events: [], summary: open }), 401);

    const two = await visit(launch({ registration: session.registration }).address);
    const response = await two.sync();
    assert.deepEqual(new Set(response.events.map(({ id }) => id)), new Set(events.slice(0, 7).map(({ id }) => id)));
    assert.deepEqual(two.device.get(events[0].id), events[0], "an event comes back as it was");
    two.act(events[7]);
    await two.sync();
    await two.leave();
    assert.equal(lrs.of(session.registration).filter(({ id }) => expected.includes(id)).length, expected.length, "none was sent twice");
  },

  "an endpoint without a slash": async () => {
    const { address, session } = launch({ slash: "" });
    const page = await visit(address);
    page.act(events[0]);
    await page.sync();
    assert.ok(page.confirmed.has(events[0].id));
    await page.leave();
    assert.equal(verbs(session.registration).at(-1), "terminated");
  },

  "a token that was used": async () => {
    const { address, session } = launch();
    const device = new Map();
    const one = await visit(address, device);
    one.act(events[0]);
    await one.sync();
    await one.leave();
    const again = await visit(address, device);
    again.act(events[1]);
    await fails(again.sync(), 401);
    assert.equal(again.confirmed.size, 0);
    assert.equal(again.href.searchParams.has("readonly"), false, "one can go on on this device");
    await again.leave();
    const next = await visit(launch({ registration: session.registration }).address, device);
    await next.sync();
    assert.equal(next.confirmed.size, 2);
    await next.leave();
  },

  "two devices at once": async () => {
    const registration = randomUUID();
    const one = await visit(launch({ registration }).address);
    const two = await visit(launch({ registration }).address);
    await one.sync();
    await two.sync();
    one.act(...events.slice(0, 3));
    two.act(...events.slice(2, 6));
    await Promise.all([one.sync(), two.sync()]);
    for (let round = 0; round < 2; round += 1) for (const page of [one, two]) await page.sync();
    assert.deepEqual(stored(one), new Set(events.slice(0, 6).map(({ id }) => id)));
    for (const page of [one, two]) assert.equal(page.device.size, 6, "each has the other's work");
    const [kept] = lrs.kept(registration, "choiceboard.log");
    assert.equal(kept.events.length, 6, "each event once");
    // In the very moment of the other's writing.
    one.act(events[6]);
    lrs.next.push({ method: "PUT", path: "/state", before: async () => {
      two.act(events[7]);
      await two.sync();
    } });
    await one.sync();
    assert.ok(stored(one).has(events[6].id) && stored(one).has(events[7].id));
    assert.ok(one.device.has(events[7].id));
    // One act after the other, with no look in between.
    for (const [page, event] of [[one, events[8]], [two, events[9]], [one, events[10]]]) {
      page.act(event);
      await page.sync();
    }
    assert.deepEqual(stored(one), new Set(events.slice(0, 11).map(({ id }) => id)), "neither writes over the other");
    await one.leave();
    await two.leave();
  },

  "an LRS that lets no mark be read": async () => {
    lrs.tells = false;
    const { address, session } = launch();
    const page = await visit(address);
    for (const event of events.slice(0, 4)) {
      page.act(event);
      await page.sync();
    }
    assert.equal(stored(page).size, 4);
    await page.leave();
    lrs.tells = true;
    assert.equal(verbs(session.registration).at(-1), "terminated");
  },

  "a log that fills many documents": async () => {
    const { address, session } = launch();
    const many = Array.from({ length: 1200 }, (_, at) => ({ ...events[0], id: randomUUID(), type: "reflect", text: "ä".repeat(at % 90) }));
    for (const { id } of many) made.set(id, []);
    const page = await visit(address);
    page.act(...many);
    for (let round = 0; round < 3; round += 1) await page.sync();
    assert.equal(page.confirmed.size, 1200);
    const kept = lrs.kept(session.registration, "choiceboard.log");
    assert.ok(kept.length > 5);
    for (const one of kept) assert.ok(JSON.stringify(one.events ?? one).length <= 24_000);
    const before = lrs.asked.length;
    page.act(events[0]);
    await page.sync();
    assert.ok(lrs.asked.length - before <= 4, "one more is few requests");
    await page.leave();
    const next = await visit(launch({ registration: session.registration }).address);
    assert.equal((await next.sync()).events.length, 1201);
    await next.leave();
    // A part is lost: the device that has its events sends them again.
    const [lost] = [...lrs.documents.keys()].filter((key) => key.includes(session.registration) && key.includes("choiceboard.log."));
    lrs.documents.delete(lost);
    const last = await visit(launch({ registration: session.registration }).address, page.device);
    for (let round = 0; round < 3; round += 1) await last.sync();
    assert.equal(stored(last).size, 1201);
    await last.leave();
  },

  "thousands are not sent again": async () => {
    const { address, session } = launch();
    const many = Array.from({ length: 300 }, () => ({ ...events[0], id: randomUUID() }));
    for (const { id } of many) made.set(id, [{ ...made.get(events[0].id)[0], id }]);
    const page = await visit(address);
    page.act(...many);
    await page.sync();
    assert.equal(lrs.of(session.registration).length, 301);
    // Cut off: no word of an end.
    const before = lrs.asked.length;
    const next = await visit(launch({ registration: session.registration }).address, page.device);
    await next.sync();
    assert.ok(posts(before) <= 1, "initialized alone");
    // Nor what went before the line was cut.
    const more = many.slice(0, 60).map((event) => ({ ...event, id: randomUUID() }));
    for (const { id } of more) made.set(id, [{ ...made.get(events[0].id)[0], id }]);
    lrs.next.push({ method: "POST", path: "/statements", before: () => lrs.next.push({ method: "POST", path: "/statements", status: 500 }) });
    next.act(...more);
    await next.sync();
    const then = lrs.asked.length;
    await next.sync();
    assert.equal(posts(then), 1);
    assert.equal(lrs.of(session.registration).length, 362);
    await next.leave();
    await page.leave();
  },

  "review and browse write nothing": async () => {
    const { address, session } = launch();
    const one = await visit(address);
    one.act(events[0]);
    await one.sync();
    await one.leave();
    for (const launchMode of ["Review", "Browse"]) {
      const before = JSON.stringify(lrs.kept(session.registration, "choiceboard.log"));
      const { address, session: other } = launch({ registration: session.registration, launchMode, masteryScore: 0.1 });
      const page = await visit(address);
      assert.equal(page.href.searchParams.get("readonly"), "1");
      page.act(events[1]);
      const response = await page.sync(complete);
      assert.deepEqual(response.accepted, []);
      assert.deepEqual(response.refused.map(({ id, code }) => [id, code]), [[events[1].id, "readonly"]]);
      assert.deepEqual(response.events.map(({ id }) => id), [events[0].id], "one sees what was done");
      await page.leave();
      assert.equal(JSON.stringify(lrs.kept(session.registration, "choiceboard.log")), before);
      const sent = lrs.statements.filter(({ session }) => session === other).map(({ statement }) => verb(statement));
      assert.deepEqual(sent, ["initialized", "terminated"]);
    }
  },

  "completed and passed come once": async () => {
    const { address, session } = launch({ masteryScore: 0.8 });
    const page = await visit(address);
    page.act(events[0]);
    await page.sync({ ...open, score: { scaled: 0.79 } });
    assert.ok(!verbs(session.registration).includes("passed"), "below the score");
    page.act(events[1]);
    await page.sync({ ...open, score: { scaled: 0.8 } });
    assert.ok(verbs(session.registration).includes("passed"));
    page.act(events[2]);
    await page.sync(complete);
    await page.sync(complete);
    await page.leave();
    const next = await visit(launch({ registration: session.registration, masteryScore: 0.8 }).address, page.device);
    await settled();
    const before = lrs.asked.length;
    await next.sync(complete);
    assert.equal(posts(before), 0, "nor is it tried");
    await next.leave();
    const all = verbs(session.registration);
    // Our own "complete" of an activity is another verb.
    assert.deepEqual(["completed", "passed", "failed"].map((name) => all.filter((one) => one === name).length), [1, 1, 0]);
  },

  "what was passed must be enough still": async () => {
    const { address, session } = launch({ masteryScore: 0.5 });
    const page = await visit(address);
    await settled();
    page.act(events[0]);
    for (let times = 0; times < 2; times += 1) lrs.next.push({ method: "POST", path: "/statements", status: 500 });
    await page.sync({ ...open, score: { scaled: 0.6 } });
    lrs.next.length = 0;
    for (const [masteryScore, passed] of [[0.9, false], [0.5, true]]) {
      const next = await visit(launch({ registration: session.registration, masteryScore }).address, page.device);
      await next.sync({ ...open, score: { scaled: 0.6 } });
      assert.equal(verbs(session.registration).includes("passed"), passed);
      await next.leave();
    }
    await page.leave();
  },

  "a board that comes late": async () => {
    const { address, session } = launch();
    const page = await visit(address, new Map(), false);
    page.act(events[0]);
    await page.sync(complete);
    assert.deepEqual(verbs(session.registration), ["initialized", "completed", "passed"]);
    page.open();
    await page.sync(complete);
    assert.equal(verbs(session.registration).at(-1), "viewed", "then it can say its statements");
    await page.leave();
  },

  "another device's statements": async () => {
    const { address, session } = launch();
    const one = await visit(address);
    await settled();
    one.act(events[1]);
    lrs.next.push({ method: "POST", path: "/statements", status: 500 });
    await one.sync();
    // Cut off there. The other has the event, and says what was not said.
    const two = await visit(launch({ registration: session.registration }).address);
    await two.sync();
    await two.sync();
    assert.deepEqual(verbs(session.registration), ["initialized", "initialized", "selected", "mastered"]);
    two.act(events[2]);
    await two.sync();
    await two.leave();
    // The mastery of a standard has been told, and is not tried again by another act.
    const three = await visit(launch({ registration: session.registration }).address);
    await three.sync();
    await settled();
    const before = lrs.asked.length;
    three.act(...events.filter(({ type }) => type === "submit").slice(0, 1));
    await three.sync();
    assert.equal(posts(before), 1);
    await three.leave();
    await one.leave();
  },

  "a log that is gone": async () => {
    const { address, session } = launch();
    const page = await visit(address);
    page.act(...events.slice(0, 3));
    await page.sync();
    for (const key of [...lrs.documents.keys()]) if (key.includes(session.registration) && key.includes("choiceboard.log")) lrs.documents.delete(key);
    page.act(events[3]);
    await page.sync();
    assert.ok(stored(page).has(events[3].id));
    await page.leave();
    const next = await visit(launch({ registration: session.registration }).address, page.device);
    await next.sync();
    assert.equal(stored(next).size, 4);
    await next.leave();
  },

  "a score of nothing is not passed by looking": async () => {
    const { address, session } = launch({ masteryScore: 0 });
    const page = await visit(address);
    await page.sync({ ...open, counted: 0, score: { scaled: 0 } });
    assert.ok(!verbs(session.registration).includes("passed"));
    await page.leave();
  },

  "no score is asked for": async () => {
    const { address, session } = launch();
    const page = await visit(address);
    page.act(events[0]);
    await page.sync(open);
    assert.ok(!verbs(session.registration).includes("passed"));
    await page.sync(complete);
    assert.deepEqual(verbs(session.registration).slice(-2), ["completed", "passed"]);
    await page.leave();
  },

  "completed gets lost on the way": async () => {
    const { address, session } = launch();
    const page = await visit(address);
    await page.sync(open);
    page.act(events[0]);
    await page.sync(open);
    // The work is stored; the two that come once do not get through, and the visit is cut off.
    for (let times = 0; times < 3; times += 1) lrs.next.push({ method: "POST", path: "/statements", status: 500 });
    await page.sync(complete);
    lrs.next.length = 0;
    assert.ok(!verbs(session.registration).includes("completed"));
    const next = await visit(launch({ registration: session.registration }).address, page.device);
    await next.sync(complete);
    assert.ok(verbs(session.registration).includes("completed"));
    await next.leave();
    await page.leave();
  },

  "errors confirm nothing": async () => {
    const { address, session } = launch();
    const page = await visit(address);
    await page.sync();
    for (const [bad, status] of [
      [{ status: 500 }, 500],
      [{ status: 503, says: "<html>", type: "text/html" }, 503],
      [{ status: 429 }, 429],
      [{ status: 200, says: "<html>log in</html>", type: "text/html" }, 502],
      [{ status: 400 }, 502],
    ]) {
      page.act(events[0]);
      lrs.next.push({ method: "PUT", path: "/state", ...bad });
      await fails(page.sync(), status);
      assert.equal(page.confirmed.size, 0);
    }
    await page.sync();
    assert.equal(page.confirmed.size, 1);
    for (const bad of [{ status: 500 }, { status: 200, says: "<html>" }, { status: 200, says: '{"choiceboard":2,"parts":[],"events":[]}' }, { status: 200, says: "[" }]) {
      lrs.next.push({ method: "GET", path: "/state", ...bad });
      await fails(page.sync(), bad.status === 500 ? 500 : 502);
    }
    // A statement that does not get through goes with the next exchange.
    page.act(events[1]);
    lrs.next.push({ method: "POST", path: "/statements", status: 200, says: "<html>", type: "text/html" });
    await page.sync();
    assert.ok(page.confirmed.has(events[1].id), "the work is stored");
    assert.ok(!lrs.of(session.registration).some(({ id }) => id === events[1].id));
    await page.sync();
    assert.ok(lrs.of(session.registration).some(({ id }) => id === events[1].id));
    // Nor does one that the LRS does not want hold the others up.
    page.act(...events.slice(2, 4));
    for (const status of [400, 400]) lrs.next.push({ method: "POST", path: "/statements", status });
    await page.sync();
    const sent = lrs.of(session.registration).map(({ id }) => id);
    assert.deepEqual(events.slice(2, 4).map(({ id }) => sent.includes(id)), [false, true]);
    await page.leave();
  },

  "the LMS ends the session": async () => {
    const { address, session } = launch();
    const page = await visit(address);
    page.act(events[0]);
    await page.sync();
    session.expired = true;
    page.act(events[1]);
    await fails(page.sync(), 401);
    const before = lrs.asked.length;
    await fails(page.sync(), 401);
    await page.leave();
    assert.equal(lrs.asked.length, before, "and then nothing is asked any more");
    assert.equal(page.confirmed.size, 1);
  },

  "an LMS that is down at the launch": async () => {
    const { address, session } = launch();
    lrs.next.push({ method: "GET", path: "/state", status: 500 });
    lrs.next.push({ path: "/profile", status: 403 });
    const page = await visit(address);
    page.act(events[0]);
    await page.sync();
    assert.ok(page.confirmed.has(events[0].id));
    await page.leave();
    assert.deepEqual([verbs(session.registration)[0], verbs(session.registration).at(-1)], ["initialized", "terminated"]);
  },

  "a way back": async () => {
    const { address, session } = launch({ returnURL: "https://lms.example/course" });
    const page = await visit(address);
    page.act(events[0]);
    await page.host.leave();
    assert.equal(page.place.gone, "https://lms.example/course");
    assert.equal(verbs(session.registration).at(-1), "terminated");
    await page.leave();
    await settled();
    assert.equal(verbs(session.registration).filter((name) => name === "terminated").length, 1);
    const other = await visit(launch({ returnURL: "javascript:alert(1)" }).address);
    assert.equal(other.host.leave, undefined);
    await other.leave();
  },

  "a launch that does not say for whom": async () => {
    const guest = { board: "board/the-board.json", endpoint: "", store: "memory" };
    const said = (address) => visit(address).then(({ href }) => Object.fromEntries(href.searchParams));
    // Unreadable, missing, or nobody: nothing of another's is opened, and nothing stays.
    for (const actor of ["{", "7", "null", undefined]) {
      const address = new URL(launch().address);
      if (actor === undefined) address.searchParams.delete("actor");
      else address.searchParams.set("actor", actor);
      const before = lrs.asked.length;
      assert.deepEqual(await said(address.href), guest, actor);
      await settled();
      assert.equal(lrs.asked.length, before, "whose record it would be nobody knows");
    }
    for (const actor of [{}, { account: { name: "17" } }, { account: { homePage: "https://lms.example" } }, { mbox: " " }, { mbox: 7 }, []]) {
      const address = new URL("http://pages.example/index.html?endpoint=http://127.0.0.1:1/&fetch=http://127.0.0.1:1/&activityId=a&registration=r");
      address.searchParams.set("actor", JSON.stringify(actor));
      const { learner, store } = await said(address.href);
      assert.deepEqual([learner, store], [undefined, "memory"], JSON.stringify(actor));
    }
    // One who is known and has no LRS has a space of their own all the same.
    const address = new URL("http://pages.example/index.html");
    address.searchParams.set("actor", JSON.stringify({ mbox: "mailto:ada@lms.example" }));
    assert.deepEqual(await said(address.href), { board: "board/the-board.json", endpoint: "", learner: "mailto:ada@lms.example" });
  },

  "the browser keeps the page": async () => {
    const { address, session } = launch();
    const page = await visit(address);
    page.act(events[0]);
    await page.sync();
    await page.leave();
    page.back(false);
    assert.equal(page.place.anew, undefined);
    page.back(true);
    assert.equal(page.place.anew, true, "the visit is over, and the page finds that out by itself");
    assert.equal(verbs(session.registration).filter((one) => one === "terminated").length, 1);
  },

  "no LMS": async () => {
    const page = await visit("https://content.example/cmi5.html");
    assert.equal(page.host, undefined);
    assert.deepEqual(Object.fromEntries(page.href.searchParams), { board: "board/the-board.json", endpoint: "" });
  },
};

for (const [name, play] of Object.entries(scenarios)) {
  try {
    await play();
    await settled();
    assert.deepEqual(lrs.next, [], "what was to go wrong has gone wrong");
    assert.deepEqual(lrs.wrong, []);
  } catch (error) {
    console.error(`In "${name}":`);
    throw error;
  }
}
for (const { statement } of lrs.statements) valid(statement);
cmi5(lrs.statements, ACTIVITY);
lrs.close();
console.log(`${Object.keys(scenarios).length} scenarios, ${lrs.statements.length} statements`);
process.exit(0);
