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

// One visit: the APIs that the LMS has, the version that the page is of, what is in the record, how the server answers to questions about its files.
let visits = 0;
const visit = async ({ apis = ["1.2"], page = apis[0], record = {}, head = JSON_FILE, get = JSON_FILE, work = "work" }) => {
  const calls = [];
  const kept = { ...record };
  const answers = (version) => (_, name) => {
    if (typeof name !== "string" || name.startsWith("LMS") !== (version === "1.2")) return undefined;
    const what = name.replace("LMS", "");
    return (...given) => {
      calls.push([version, what, ...given]);
      if (what === "GetValue") return given[0] in kept ? kept[given[0]] : "";
      if (what === "SetValue") kept[given[0]] = given[1];
      return "true";
    };
  };
  const around = { opener: null };
  around.parent = around;
  for (const version of apis) around[version === "1.2" ? "API" : "API_1484_11"] = new Proxy({}, { get: answers(version) });
  const listeners = {};
  const main = { before: (line) => (main.line = line) };
  const session = {};
  const asked = [];
  Object.assign(globalThis, {
    window: around, top: around, location: {},
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
      const [status, type] = method === "HEAD" ? head : get;
      return { ok: status < 300, status, headers: new Headers({ "Content-Type": type }), body: null };
    },
  });
  await import(`${pathToFileURL(copy)}?${visits += 1}`);
  const host = globalThis.choiceboardHost;
  const one = { calls, kept, asked, listeners, work, line: main.line, search: new URL(globalThis.choiceboardHref).searchParams };
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
  one.sync = () => host.sync({ events: [{ id: "a" }], after: "1", summary: { complete: false, score: { scaled: 0.5 } } });
  return one;
};

const words = (text) => text.split(" ");

const ADA = { "cmi.core.student_id": "ada", "cmi.learner_id": "ada" };
const versions = ({ calls }) => [...new Set(calls.map(([version]) => version))];
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
