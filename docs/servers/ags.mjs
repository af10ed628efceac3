// From the contract to an LTI 1.3 gradebook: posts a summary as a score by the Assignment and Grade Services (AGS 2.0).
// postScore(platform, lineitem, userId, summary) once a request of the widget has been stored.
import { createPrivateKey, randomUUID, sign } from "node:crypto";

const SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Who this tool is to the platform, signed with the key whose public half the platform has (RFC 7523).
const assertion = ({ client, tokenUrl, key, keyId }) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: client, sub: client, aud: tokenUrl, iat: now, exp: now + 60, jti: randomUUID() };
  const said = `${base64({ alg: "RS256", typ: "JWT", kid: keyId })}.${base64(claims)}`;
  return `${said}.${sign("RSA-SHA256", Buffer.from(said), createPrivateKey(key)).toString("base64url")}`;
};

const tokens = new Map();
const token = async (platform) => {
  const kept = tokens.get(platform.tokenUrl + platform.client);
  if (kept?.until > Date.now()) return kept.token;
  const asked = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion(platform),
    scope: SCOPE,
  });
  const response = await fetch(platform.tokenUrl, { method: "POST", body: asked });
  if (!response.ok) throw new Error(`no token: ${response.status}`);
  const { access_token, expires_in = 60 } = await response.json();
  // Some seconds early, so that none runs out on its way.
  tokens.set(platform.tokenUrl + platform.client, { token: access_token, until: Date.now() + (expires_in - 10) * 1000 });
  return access_token;
};

// A line in the gradebook: what waits for the teacher is pending, everything else stands as it is.
export const score = (userId, summary, at = new Date()) => ({
  userId,
  timestamp: at.toISOString(),
  scoreGiven: Math.round(summary.score.scaled * 10_000) / 100,
  scoreMaximum: 100,
  activityProgress: summary.complete ? "Completed" : summary.waiting.length ? "Submitted" : "InProgress",
  gradingProgress: summary.waiting.length ? "PendingManual" : "FullyGraded",
});

export const postScore = async (platform, lineitem, userId, summary) => {
  // A line item's address may have a query, which comes after `/scores`.
  const url = new URL(lineitem);
  url.pathname += "/scores";
  for (let tried = 0; ; tried++) {
    const headers = { Authorization: `Bearer ${await token(platform)}`, "Content-Type": "application/vnd.ims.lis.v1.score+json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(score(userId, summary)) });
    if (response.ok) return;
    tokens.delete(platform.tokenUrl + platform.client);
    if (response.status !== 401 || tried > 0) throw new Error(`the score was not taken: ${response.status}`);
  }
};
