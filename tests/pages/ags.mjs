// docs/servers/ags.mjs against a platform that takes nothing on trust. Prints what the gradebook holds in the end.
import assert from "node:assert/strict";
import { generateKeyPairSync, verify } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const { postScore } = await import(pathToFileURL(process.argv[2]));
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const scope = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
const seen = new Set();
const gradebook = [];
let tokens = 0;
let good;

const paths = {
  "/token": (request, body) => {
    assert.equal(request.headers["content-type"].split(";")[0], "application/x-www-form-urlencoded");
    const asked = Object.fromEntries(new URLSearchParams(body));
    assert.equal(asked.grant_type, "client_credentials");
    assert.equal(asked.client_assertion_type, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assert.equal(asked.scope, scope);
    const [head, claims, signature] = asked.client_assertion.split(".");
    assert(verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, "base64url")));
    const { alg, kid } = JSON.parse(Buffer.from(head, "base64url"));
    assert.deepEqual([alg, kid], ["RS256", "key-1"]);
    const { iss, sub, aud, iat, exp, jti } = JSON.parse(Buffer.from(claims, "base64url"));
    assert.deepEqual([iss, sub, aud], ["tool", "tool", platform.tokenUrl]);
    assert(iat <= Date.now() / 1000 && exp > Date.now() / 1000 && !seen.has(jti));
    seen.add(jti);
    good = `token-${++tokens}`;
    return [200, { access_token: good, token_type: "Bearer", expires_in: 3600, scope }];
  },
  "/lineitems/7/scores?type=a": (request, body) => {
    if (request.headers.authorization !== `Bearer ${good}`) return [401, {}];
    assert.equal(request.headers["content-type"], "application/vnd.ims.lis.v1.score+json");
    const { timestamp, ...score } = JSON.parse(body);
    assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    gradebook.push(score);
    return [204];
  },
};

const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const [status, value] = paths[request.url]?.(request, body) ?? [404, {}];
  response.writeHead(status, { "Content-Type": "application/json" }).end(value && JSON.stringify(value));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const here = `http://127.0.0.1:${server.address().port}`;
const platform = { client: "tool", tokenUrl: `${here}/token`, keyId: "key-1", key: privateKey.export({ type: "pkcs8", format: "pem" }) };
const post = (summary) => postScore(platform, `${here}/lineitems/7?type=a`, "ada", summary);

const summary = { complete: false, score: { scaled: 0.3333 }, waiting: [] };
await post(summary);
await post({ ...summary, score: { scaled: 0.5 }, waiting: ["comic"] });
assert.equal(tokens, 1, "one token serves as long as it lasts");
// The platform has forgotten it.
good = "another";
await post({ ...summary, complete: true, score: { scaled: 1 } });
assert.equal(tokens, 2);
await assert.rejects(postScore(platform, `${here}/lineitems/8`, "ada", summary), /404/);
server.close();
console.log(JSON.stringify(gradebook));
