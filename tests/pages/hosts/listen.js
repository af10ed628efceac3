// Keeps what elements tell, for tests to look at.
globalThis.heard = [];
for (const kind of ["ready", "change", "badge", "complete", "synced", "error"]) {
  addEventListener(`choiceboard:${kind}`, ({ target, detail }) => heard.push({ kind, of: target.id, detail }));
}
