// Validates the statements of a file, a list: `node validate.mjs FILE`. Says how many there were.

import { readFileSync } from "node:fs";
import { valid } from "./rules.mjs";

const actor = { objectType: "Agent", account: { homePage: "https://lms.example", name: "17" } };
const statements = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const statement of statements) valid({ ...statement, actor });
console.log(statements.length);
