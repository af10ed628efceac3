// Runs scorm.js against small run-time APIs: `node run.mjs FOLDER`. FOLDER takes a copy of it that opens no board. Throws at the first promise that is
// not kept. What the student's page makes of it all, browsers show (tests/browser/package.rs).

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const source = readFileSync(new URL("../../scorm.js", import.meta.url), "utf8");
const opening = 'import("./choiceboard.js");\n';
assert.ok(source.endsWith(opening), "the last line opens the board");
const copy = join(folder, "scorm.mjs");
const place = '"https://lms.example/unit/scorm.js"';
writeFileSync(copy, source.slice(0, -opening.length).replace("./refused.js", "./refused.mjs").replaceAll("import.meta.url", place));
copyFileSync(new URL("../../refused.js", import.meta.url), join(folder, "refused.mjs"));

const JSON_FILE = [200, "application/json"];
const SIGN_IN = [200, "text/html"];

// A window inside another one, or one that has none around it: what an LMS has put into it, and who opened it. One of another origin says what
// is around it and who opened it, and throws at everything else.
const pane = (around, has = {}, { opener = null, foreign = false } = {}) => {
  const own = { opener, ...has };
  const seen = foreign
    ? new Proxy(own, {
      get: (_, name) => {
        if (name === "parent" || name === "opener") return own[name];
        throw new Error("another origin");
      },
    })
    : own;
  own.parent = around ?? seen;
  return seen;
};
const FOREIGN = { foreign: true };

// The page is the LMS's own window.
const alone = (has) => pane(undefined, has);

const topmost = (here) => (here.parent === here ? here : topmost(here.parent));

// One visit: the APIs that the LMS has, the version that the page is of, what is in the record, how the server answers to questions about its files,
// where in relation to the page the APIs lie, how an API does otherwise, and what the device is at.
let visits = 0;
const visit = async ({
  apis = ["1.2"], page = apis[0], record = {}, head = JSON_FILE, get = JSON_FILE, work = "work", lies = alone, instead = () => undefined, summary = HALF, top,
}) => {
  const calls = [];
  const kept = { ...record };
  const answers = (version) => (_, name) => {
    if (typeof name !== "string" || name.startsWith("LMS") !== (version === "1.2")) return undefined;
    const what = name.replace("LMS", "");
    return (...given) => {
      calls.push([version, what, ...given]);
      const other = instead(what, given, kept);
      if (other !== undefined) return other;
      if (what === "GetLastError") return "0";
      if (what === "GetValue") return given[0] in kept ? kept[given[0]] : "";
      if (what === "SetValue") kept[given[0]] = given[1];
      return "true";
    };
  };
  const has = apis.map((version) => [version === "1.2" ? "API" : "API_1484_11", new Proxy({}, { get: answers(version) })]);
  const around = lies(Object.fromEntries(has));
  const listeners = {};
  const main = { before: (line) => (main.line = line) };
  const session = {};
  const asked = [];
  Object.assign(globalThis, {
    window: around, top: top ?? topmost(around), location: {},
    document: {
      documentElement: { dataset: page ? { scorm: page } : {}, lang: "de" },
      getElementById: () => main,
      querySelector: () => null,
      createElement: () => ({ setAttribute(name, value) { this[name] = value; } }),
    },
    sessionStorage: { setItem: (name, value) => (session[name] = value), getItem: (name) => session[name] ?? null },
    performance: { getEntriesByType: () => [{ type: "navigate" }] },
    addEventListener: (name, then) => (listeners[name] = then),
    fetch: async (_, { method }) => {
      asked.push(method);
      const [status, type] = [method === "HEAD" ? head : get].flatMap((answer) => (typeof answer === "function" ? answer() : answer));
      return { ok: status < 300, status, headers: new Headers({ "Content-Type": type }), body: null };
    },
  });
  await import(`${pathToFileURL(copy)}?${visits += 1}`);
  const host = globalThis.choiceboardHost;
  const one = { calls, kept, asked, listeners, work, summary, host, line: main.line, search: new URL(globalThis.choiceboardHref).searchParams };
  host.opened({
    // As much of the work as there is room for, behind its mark: an event for each word.
    pack: (mark, room) => {
      const text = ["1", mark.length, mark, one.work].join("").slice(0, room);
      return [text, words(one.work).filter((word) => !words(text.slice(2 + mark.length)).includes(word)), [], []];
    },
    unpack: (text) => [[], words(text.slice(10))],
    flush: async () => {},
  });
  host.tell("ready", { summary: { complete: false, score: { scaled: 0 } } });
  one.sync = () => host.sync({ events: [{ id: "a" }], after: "1", summary: one.summary });
  // The same, by how it ended.
  one.ends = () => one.sync().then(({ accepted }) => accepted, ({ status }) => status);
  return one;
};

const HALF = { complete: false, score: { scaled: 0.5 } };
const WHOLE = { complete: true, score: { scaled: 1 } };

const words = (text) => text.split(" ");

const ADA = { "cmi.core.student_id": "ada", "cmi.learner_id": "ada" };
const versions = ({ calls }) => [...new Set(calls.map(([version]) => version))];
const sets = ({ calls }, about) => calls.filter(([, what, name]) => what === "SetValue" && name === about).map(([,,, value]) => value);
const bytes = (text) => new TextEncoder().encode(text).length;

const scenarios = {
  "the API of the package's own version": async () => {
    for (const [apis, page, taken] of [
      [["1.2", "2004"], "1.2", "1.2"],
      [["1.2", "2004"], "2004", "2004"],
      // A page from before it said so, and an LMS that has the other one alone.
      [["1.2", "2004"], "", "2004"],
      [["1.2"], "2004", "1.2"],
      [["2004"], "1.2", "2004"],
    ]) {
      const one = await visit({ apis, page, record: ADA });
      assert.deepEqual(versions(one), [taken], `${apis} for ${page}`);
      assert.equal(one.search.get("learner"), "ada");
      assert.equal(one.line, undefined);
    }
  },

  "an API some windows away": async () => {
    const inside = (around, many) => (many ? inside(pane(around), many - 1) : around);
    const foreign = (around) => pane(around, {}, FOREIGN);
    for (const [where, lies] of Object.entries({
      "around the page": (has) => pane(pane(null, has)),
      "two windows up": (has) => pane(pane(pane(null, has))),
      "nineteen windows up": (has) => inside(pane(null, has), 19),
      "behind a window of another origin": (has) => pane(foreign(pane(null, has))),
      "in the page's own opener": (has) => pane(null, {}, { opener: pane(null, has) }),
      "in the opener of the frame itself": (has) => pane(pane(null), {}, { opener: pane(null, has) }),
      "in the opener of the window around": (has) => pane(pane(null, {}, { opener: pane(null, has) })),
      "in the opener of the topmost": (has) => pane(pane(pane(null, {}, { opener: pane(null, has) }))),
      "around the opener": (has) => pane(pane(null, {}, { opener: pane(pane(null, has)) })),
      "two windows up from the opener": (has) => pane(null, {}, { opener: pane(pane(pane(null, has))) }),
      "in the opener of a window of another origin": (has) => pane(pane(null, {}, { opener: pane(null, has), ...FOREIGN })),
      "behind an opener of another origin": (has) => pane(null, {}, { opener: foreign(pane(null, has)) }),
      "in the opener, with a name that is something else around the page": (has) => pane(pane(null, { API: {}, API_1484_11: null }, { opener: pane(null, has) })),
    })) {
      for (const version of ["1.2", "2004"]) {
        const one = await visit({ apis: [version], record: ADA, lies });
        assert.deepEqual(versions(one), [version], where);
        assert.equal(one.calls[0][1], "Initialize", where);
        assert.equal(one.search.get("learner"), "ada", where);
        assert.deepEqual(await one.ends(), ["a"], where);
      }
    }
    // The nearest is the visit's own.
    const other = { API: { LMSInitialize: () => assert.fail("another unit's") } };
    assert.deepEqual(versions(await visit({ record: ADA, lies: (has) => pane(pane(pane(null, other), has)) })), ["1.2"]);
    assert.deepEqual(versions(await visit({ record: ADA, lies: (has) => pane(pane(null, has, { opener: pane(null, other) })) })), ["1.2"]);
    // One of the package's own version far away goes before the other around the page.
    const both = await visit({
      apis: ["1.2", "2004"], page: "1.2", record: ADA,
      lies: ({ API, API_1484_11 }) => pane(pane(null, { API_1484_11 }, { opener: pane(null, { API }) })),
    });
    assert.deepEqual(versions(both), ["1.2"]);
  },

  "no API anywhere": async () => {
    const deep = (around, many) => (many ? deep(pane(around), many - 1) : around);
    for (const [where, lies] of Object.entries({
      "alone": () => pane(null),
      "in frames": () => pane(pane(pane(null))),
      "opened": () => pane(pane(null, {}, { opener: pane(pane(null)) })),
      "in and opened by others": () => pane(pane(pane(null, {}, { opener: pane(pane(null, {}, FOREIGN), {}, FOREIGN), ...FOREIGN }), {}, FOREIGN)),
      "in a window that is gone": () => Object.assign(pane(null), { parent: null, opener: null }),
      "in more windows than anybody has": () => deep(pane(null), 1_000),
      "in windows around each other": () => {
        const [one, other] = [pane(null), pane(null)];
        return Object.assign(one, { parent: Object.assign(other, { parent: one }) });
      },
    })) {
      // A window around each other has no topmost.
      const one = await visit({ apis: [], page: "1.2", lies, top: where.includes("each other") || where.includes("gone") ? {} : undefined });
      // The board opens as anybody's, on this device, and nothing may be sent.
      const found = ["learner", "store", "readonly"].map((name) => one.search.get(name));
      assert.deepEqual([found, one.line, one.host.leave], [[null, null, null], undefined, undefined], where);
      assert.equal(await one.ends(), 0, where);
      assert.deepEqual([one.calls, one.asked], [[], []], where);
      one.listeners.pagehide();
    }
  },

  "a learner without a name": async () => {
    for (const version of ["1.2", "2004"]) {
      for (const id of ["", "  ", undefined, null]) {
        const one = await visit({ apis: [version], record: { "cmi.core.student_id": id, "cmi.learner_id": id } });
        assert.deepEqual([one.search.get("learner"), one.search.get("store"), one.search.get("readonly")], [null, "memory", null]);
        assert.match(one.line.textContent, /wer du bist/);
        assert.deepEqual([one.line.lang, one.line.role], ["de", "alert"]);
        // The LMS's record is its own learner's.
        assert.deepEqual((await one.sync()).accepted, ["a"]);
        assert.ok(one.kept["cmi.suspend_data"].endsWith("work"));
      }
    }
    const without = await visit({ apis: [], page: "1.2" });
    assert.deepEqual([without.line, without.search.get("store")], [undefined, null], "no LMS is no secret");
  },

  "incomplete at once": async () => {
    for (const [version, name] of [["1.2", "cmi.core.lesson_status"], ["2004", "cmi.completion_status"]]) {
      for (const status of ["", "unknown", "not attempted"]) {
        const { kept } = await visit({ apis: [version], record: { ...ADA, [name]: status } });
        assert.equal(kept[name], "incomplete", status);
      }
      for (const status of ["completed", "incomplete"]) {
        const { calls } = await visit({ apis: [version], record: { ...ADA, [name]: status } });
        assert.ok(!calls.some(([, what, about]) => what === "SetValue" && about === name), status);
      }
    }
  },

  "a server that is asked whether it is there": async () => {
    for (const [head, get, status] of [
      [JSON_FILE, JSON_FILE, 200],
      [[403, "text/html"], JSON_FILE, 200],
      [[405, "text/plain"], JSON_FILE, 200],
      [[401, "text/html"], JSON_FILE, 401],
      [[403, "text/html"], [403, "text/html"], 401],
      [[403, "text/html"], SIGN_IN, 401],
      [SIGN_IN, SIGN_IN, 401],
      [[405, "text/html"], [404, "text/html"], 404],
      [[503, "text/html"], [503, "text/html"], 503],
    ]) {
      const one = await visit({ record: ADA, head, get });
      const said = await one.sync().then(({ accepted }) => accepted.length && 200, (thrown) => thrown.status);
      assert.equal(said, status, `${head} and ${get}`);
      if (status !== 200 || head === JSON_FILE) continue;
      await one.sync();
      assert.deepEqual(one.asked, ["HEAD", "GET", "GET"], "what does not help is not asked again");
    }
  },

  "an LMS that says true and stores nothing": async () => {
    for (const version of ["1.2", "2004"]) {
      const status = version === "1.2" ? "cmi.core.lesson_status" : "cmi.completion_status";
      // Not even until it is asked: what it was given it does not have.
      const deaf = await visit({ apis: [version], record: ADA, instead: (what) => (what === "SetValue" ? "true" : undefined) });
      assert.equal(await deaf.ends(), 0);
      assert.equal(await deaf.ends(), 0, "nor at the next try");
      assert.deepEqual(deaf.kept, ADA);
      // Until the visit ends: at the next one everything is written again, once.
      for (let turn = 0; turn < 2; turn += 1) {
        const one = await visit({ apis: [version], record: ADA });
        assert.deepEqual(await one.ends(), ["a"]);
        assert.deepEqual(sets(one, "cmi.suspend_data").map((text) => text.slice(-4)), ["work"]);
        assert.deepEqual(sets(one, status), ["incomplete", "incomplete"]);
        assert.equal(one.calls.filter(([, what]) => what === "Commit").length, 1, "each of them takes long");
      }
    }
  },

  "an LMS that does not send again what has not changed": async () => {
    const wait = () => new Promise((soon) => setTimeout(soon, 2));
    const gradebook = {
      "1.2": { "cmi.core.lesson_status": "completed", "cmi.core.score.raw": "100" },
      2004: { "cmi.completion_status": "completed", "cmi.success_status": "passed", "cmi.score.raw": "100", "cmi.score.scaled": "1", "cmi.progress_measure": "1" },
    };
    const before = {
      "1.2": { "cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "50" },
      2004: { "cmi.completion_status": "incomplete", "cmi.score.raw": "50", "cmi.score.scaled": "0.5", "cmi.progress_measure": "0.5" },
    };
    for (const version of ["1.2", "2004"]) {
      for (const says of ["true", "false"]) {
        for (const [summary, shown] of [[WHOLE, gradebook[version]], [HALF, before[version]]]) {
          // What its page holds for sent, and what its server has.
          const sent = { ...ADA };
          const server = { ...ADA };
          let isUp = true;
          const one = await visit({
            apis: [version], record: ADA, summary, head: () => (isUp ? JSON_FILE : [503, "text/html"]), get: () => (isUp ? JSON_FILE : [503, "text/html"]),
            instead: (what, _, kept) => {
              if (what !== "Commit") return undefined;
              for (const [name, value] of Object.entries(kept)) {
                if (sent[name] === value) continue;
                sent[name] = value;
                if (isUp) server[name] = value;
              }
              return isUp ? "true" : says;
            },
          });
          isUp = false;
          assert.equal(await one.ends(), 503);
          assert.equal(await one.ends(), 503);
          assert.deepEqual(server, ADA);
          isUp = true;
          await wait();
          assert.deepEqual(await one.ends(), ["a"]);
          assert.ok(server["cmi.suspend_data"].endsWith("work"), "the record");
          for (const [name, value] of Object.entries(shown)) assert.equal(server[name], value, name);
          // Never more than it is, on the way there.
          for (const name of Object.keys(shown).filter((name) => /score.raw/.test(name))) {
            assert.ok(sets(one, name).every((value) => Number(value) <= Number(shown[name])), name);
          }
          // Where it answered, once is enough, under another mark.
          const [commits, record] = [one.calls.filter(([, what]) => what === "Commit").length, server["cmi.suspend_data"]];
          await wait();
          assert.deepEqual(await one.ends(), ["a"]);
          assert.equal(one.calls.filter(([, what]) => what === "Commit").length, commits + 1);
          assert.notEqual(server["cmi.suspend_data"], record);
        }
      }
    }
  },

  "a visit that has ended while the page is open": async () => {
    for (const [version, code] of [["1.2", "301"], ["2004", "123"]]) {
      let isOver = false;
      let last = "0";
      const ends = (what) => {
        if (what === "GetLastError") return last;
        last = isOver ? (what === "GetValue" ? code : "999") : "0";
        if (!isOver) return undefined;
        return what === "GetValue" ? "" : "false";
      };
      const one = await visit({ apis: [version], record: ADA, instead: ends });
      assert.deepEqual(await one.ends(), ["a"]);
      isOver = true;
      assert.equal(await one.ends(), 401, "to open the board once more");
      // It says nothing of that, and its server wants one to sign in.
      const other = await visit({ apis: [version], record: ADA, head: SIGN_IN, instead: (what) => (what === "Commit" ? "false" : undefined) });
      assert.equal(await other.ends(), 401);
      // Nor does that: not now.
      const none = await visit({ apis: [version], record: ADA, instead: (what) => (what === "Commit" ? "false" : undefined) });
      assert.equal(await none.ends(), 0);
      // The window that it is in is gone.
      let isGone = false;
      const gone = await visit({ apis: [version], record: ADA, instead: () => { if (isGone) throw new Error("gone"); } });
      isGone = true;
      assert.equal(await gone.ends(), 0);
    }
  },

  "what a page may say while it goes": async () => {
    // One sign of Hindi is three bytes.
    const work = "\u0939".repeat(25_000);
    const same = await visit({ apis: ["2004"], record: ADA, work });
    await same.sync();
    const full = bytes(same.kept["cmi.suspend_data"]);
    assert.ok(full > 70_000);
    same.listeners.pagehide();
    assert.equal(bytes(same.kept["cmi.suspend_data"]), full, "nothing is new: nothing is taken out");
    assert.equal(same.calls.at(-1)[1], "Terminate");
    // Of what the record holds nothing is taken out for it: the last act stays on the device.
    const other = await visit({ apis: ["2004"], record: ADA, work });
    await other.sync();
    other.work = `news ${work}`;
    other.listeners.pagehide();
    assert.equal(bytes(other.kept["cmi.suspend_data"]), full);
    assert.equal(other.calls.at(-1)[1], "Terminate");
    // Nor of what it held at the start, by whoever only looks in.
    const looks = await visit({ apis: ["2004"], record: { ...ADA, "cmi.suspend_data": other.kept["cmi.suspend_data"] }, work });
    looks.listeners.pagehide();
    assert.equal(bytes(looks.kept["cmi.suspend_data"]), full);
    // What it does not hold yet waits.
    const first = await visit({ apis: ["2004"], record: ADA, work: "news" });
    await first.sync();
    first.work = `news more ${work}`;
    first.listeners.pagehide();
    const text = first.kept["cmi.suspend_data"];
    assert.ok(bytes(text) <= 60_000 && text.includes("more"), `${bytes(text)} bytes`);
    assert.equal(first.calls.at(-1)[1], "Terminate");
  },
};

for (const [name, play] of Object.entries(scenarios)) {
  try {
    await play();
  } catch (error) {
    console.error(`In "${name}":`);
    throw error;
  }
}
console.log(`${Object.keys(scenarios).length} scenarios`);
process.exit(0);
