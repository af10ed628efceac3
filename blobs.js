// The bytes of pictures, recordings and files that were handed in: they lie in the browser's database and not in the program.

// What a request of the database came to.
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => reject(request.error);
});

// The store of src/web/database.rs, which may not have been opened yet.
export const blobs = async (mode) => {
  // Nothing is to stay on this device (src/web/local.rs).
  if (new URL(choiceboardRest.asked()).searchParams.get("store") === "memory") throw new Error("no database");
  const opening = indexedDB.open("choiceboard", 1);
  opening.onupgradeneeded = () => ["texts", "blobs"].forEach((name) => opening.result.createObjectStore(name));
  const database = await answer(opening);
  return { database, store: database.transaction("blobs", mode).objectStore("blobs") };
};

// What is kept of some files, by digest; those that are not here are left out.
export const kept = async (space, digests) => {
  const { database, store } = await blobs("readonly");
  try {
    const all = await Promise.all(digests.map(async (digest) => [digest, await answer(store.get(space + digest))]));
    return all.filter(([, blob]) => blob);
  } finally {
    database.close();
  }
};

// Gives a file to the learner, under a name.
export const save = (blob, name) => {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has read it long before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
