// What every statement must be: valid, by a validator that has passed the LRS conformance tests, and as cmi5 wants it.

import { createRequire } from "node:module";
import assert from "node:assert/strict";

const { default: validate } = createRequire(import.meta.url)("@learninglocker/xapi-validation");

export const valid = (statement) => {
  const faults = validate(statement);
  assert.deepEqual(faults.map(({ constructor, path }) => `${constructor.name} ${path.join(".")}`), [], JSON.stringify(statement));
  // The validator takes any zone.
  assert.match(statement.timestamp, /Z$/);
};

const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/";
const EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/";

const grouped = (all, key) => all.reduce((groups, one) => groups.set(key(one), [...groups.get(key(one)) ?? [], one]), new Map());

const categories = ({ context }) => (context.contextActivities.category ?? []).map(({ id }) => id);
export const verb = (statement) => statement.verb.id.split("/").pop();

// The rules of the specification's chapters 7.1, 9 and 10, over all that an LRS has got.
export const cmi5 = (statements, activity) => {
  for (const [session, of] of grouped(statements, ({ session }) => session)) {
    const all = of.map(({ statement }) => statement);
    const own = all.filter((statement) => categories(statement).includes(`${CATEGORY}cmi5`));
    assert.equal(verb(all[0]), "initialized", "the first statement");
    assert.ok(own.includes(all[0]));
    const verbs = own.map(verb);
    assert.equal(new Set(verbs).size, verbs.length, `once in a session: ${verbs}`);
    assert.ok(!verbs.includes("failed"));
    if (verbs.includes("terminated")) assert.equal(verb(all.at(-1)), "terminated", "the last statement");
    if (session.launchMode !== "Normal") assert.ok(verbs.every((name) => ["initialized", "terminated"].includes(name)) && own.length === all.length);
    for (const statement of all) {
      const { context, result = {}, object, actor } = statement;
      assert.equal(context.registration, session.registration);
      assert.equal(context.extensions[`${EXTENSION}sessionid`], session.id);
      assert.equal(context.contextActivities.grouping[0].id, "https://publisher.example/rain");
      assert.equal(context.platform, "Test");
      assert.equal(actor.account.name, "17");
      if (!own.includes(statement)) continue;
      assert.equal(object.id, activity);
      assert.equal(categories(statement).includes(`${CATEGORY}moveon`), "success" in result || "completion" in result);
      assert.equal("score" in result, verb(statement) === "passed");
      if (verb(statement) !== "initialized") assert.match(result.duration, /^PT\d+(\.\d{1,2})?S$/);
      if (verb(statement) !== "passed") continue;
      assert.equal(context.extensions[`${EXTENSION}masteryscore`], session.masteryScore);
      assert.ok(result.score.scaled >= (session.masteryScore ?? 0));
    }
  }
  for (const [registration, of] of grouped(statements, ({ session }) => session.registration)) {
    const verbs = of.filter(({ statement }) => categories(statement).length).map(({ statement }) => verb(statement));
    for (const name of ["completed", "passed"]) assert.ok(verbs.filter((one) => one === name).length <= 1, `${name} once in ${registration}`);
  }
};
