// Runs in both pages before anything of theirs: notes when a click first works, what a click costs until the next paint,
// what an act costs, how long saving takes, and the memory of the WebAssembly.
(() => {
  const probe = { usable: 0, paints: [], wholes: [], saving: 0, memory: null };
  globalThis.probe = probe;

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await real.apply(WebAssembly, given);
      probe.memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }

  const setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...given) {
    const begun = performance.now();
    try {
      return setItem.apply(this, given);
    } finally {
      probe.saving += performance.now() - begun;
    }
  };

  addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        probe.paints.push(performance.now() - event.timeStamp);
        whole(event.timeStamp);
      };
      channel.port2.postMessage(null);
    });
  }, true);

  // A panel may be drawn in two steps: it is whole with its buttons, and one more task after them is past their paint.
  function whole(begun) {
    if (document.querySelector("dialog[open] [data-action]")) probe.wholes.push(performance.now() - begun);
    else requestAnimationFrame(() => setTimeout(() => whole(begun)));
  }

  // A person would click as soon as there is something to click on.
  const clicking = setInterval(() => {
    if (document.querySelector("dialog[open]")) {
      probe.usable = performance.now();
      clearInterval(clicking);
    } else {
      document.querySelector("[data-activity]")?.click();
    }
  }, 5);

  // One click by script: milliseconds until everything it set off has run that needs no new task (a task may come after a frame,
  // which is not what is measured here), and of them those spent in storage.
  probe.act = async (button) => {
    probe.saving = 0;
    const begun = performance.now();
    button.click();
    for (let hop = 0; hop < 50; hop += 1) await null;
    return [performance.now() - begun, probe.saving];
  };

  probe.load = () => {
    const fetched = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return {
      bytes: fetched.reduce((sum, one) => sum + one.transferSize, 0),
      requests: fetched.length,
      paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      usable: probe.usable,
      wasm: probe.memory?.buffer.byteLength ?? 0,
    };
  };
})();
