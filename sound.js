// Recordings: made here (`<cb-recorder>`), listened to, and saved like every file that was handed in (`<cb-kept>`). The words are the program's: this
// file shows the one that its data attributes have for what has happened.
//
// The policy of a strict LMS has no `media-src`, so an audio element could not play what lies in this page. Decoded and played by the page itself
// it needs nobody's leave.

import { kept, save } from "./blobs.js";

// Decoded, a minute takes 11 MB and more.
const LARGEST = 12_000_000;
const LIMIT = 300;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };

// Plays a recording from its beginning, once. `over` hears of the end, however it came.
class Sound {
  #context;
  #over;

  constructor(over) {
    this.#over = over;
  }

  get plays() {
    return Boolean(this.#context);
  }

  async play(blob) {
    if (blob.size > LARGEST) throw new RangeError("too long");
    // Made while a person clicks: browsers let nothing else make a sound.
    const context = this.#context = new AudioContext();
    try {
      const sound = await context.decodeAudioData(await blob.arrayBuffer());
      if (this.#context !== context) return;
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(context.destination);
      source.onended = () => { if (this.#context === context) this.stop(); };
      await context.resume();
      source.start();
    } catch (error) {
      // Somebody may have stopped it before it could begin.
      if (this.#context !== context) return;
      this.stop();
      throw error;
    }
  }

  stop() {
    const context = this.#context;
    this.#context = undefined;
    context?.close();
    if (context) this.#over();
  }
}

// A button that plays and stops; `find` gives the recording, or nothing.
const player = (button, find, tell) => {
  const word = button.querySelector("span");
  const [plays, named] = [word.textContent, button.getAttribute("aria-label")];
  const sound = new Sound(() => {
    word.textContent = plays;
    if (named) button.setAttribute("aria-label", named);
    delete button.dataset.plays;
  });
  button.addEventListener("click", async () => {
    if (sound.plays) return sound.stop();
    tell("");
    try {
      const blob = await find();
      if (!blob) return tell("none");
      word.textContent = button.dataset.stop;
      if (named) button.setAttribute("aria-label", button.dataset.stop);
      button.dataset.plays = "";
      await sound.play(blob);
    } catch (error) {
      word.textContent = plays;
      if (named) button.setAttribute("aria-label", named);
      delete button.dataset.plays;
      tell(error instanceof RangeError ? "long" : "broken");
    }
  });
  return sound;
};

// What an element says of itself, by the name of one of its data attributes.
const says = (element, name) => {
  const line = element.querySelector("[role=status]");
  if (line) line.textContent = name ? element.dataset[name] ?? "" : "";
};

class Kept extends HTMLElement {
  #begun = false;
  #sound;

  connectedCallback() {
    if (this.#begun) return;
    this.#begun = true;
    const tell = (name) => says(this, name);
    const find = async () => {
      const { key } = this.dataset;
      const [[, blob] = []] = await kept("", [key]).catch(() => []);
      return blob;
    };
    const play = this.querySelector("[data-do=play]");
    if (play) this.#sound = player(play, find, tell);
    this.querySelector("[data-do=save]")?.addEventListener("click", async () => {
      const blob = await find();
      tell(blob ? "" : "none");
      if (blob) save(blob, this.dataset.name);
    });
    this.hidden = false;
  }

  disconnectedCallback() {
    this.#sound?.stop();
  }
}

// Why there is no microphone, as the words have it.
const refusal = ({ name }) => {
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  if (name !== "NotAllowedError" && name !== "SecurityError") return "unable";
  // A frame that was not given the microphone is refused without being asked.
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  return policy && !policy.allowsFeature("microphone") ? "frame" : "denied";
};

// `data-state`: idle, asking, running, made. What belongs to a state says so by `data-when`.
class Recorder extends HTMLElement {
  #begun = false;
  #stream;
  #recorder;
  #beat;
  #ended;
  #blob;
  #sound;

  // What has been recorded belongs to what is handed in, whether somebody has thought of keeping it or not.
  #hold = async (event) => {
    const button = event.target.closest?.("[data-action=submit], [data-action=done]");
    const panel = this.closest("dialog");
    if (!panel?.contains(button)) return;
    if (this.dataset.state === "made") return this.#keep();
    if (this.dataset.state !== "running") return;
    event.stopImmediatePropagation();
    event.preventDefault();
    await this.#end();
    if (this.#blob) this.#keep();
    else this.#turn("idle", "unable");
    panel.querySelector(`[data-action=${button.dataset.action}]`)?.click();
  };

  connectedCallback() {
    if (this.#begun) return;
    this.#begun = true;
    const on = (name, act) => this.#button(name).addEventListener("click", act);
    on("record", () => this.#record());
    on("stop", () => this.#stop("made"));
    on("keep", () => this.#keep());
    on("discard", () => {
      this.#forget();
      this.#turn("idle", "", "record");
    });
    this.#sound = player(this.#button("play"), () => this.#blob, (name) => says(this, name));
    this.hidden = false;
  }

  // The panel has closed, or the page is drawn anew: what was recorded is a draft like any other, and is kept. It can be taken back there.
  async disconnectedCallback() {
    this.#sound?.stop();
    document.removeEventListener("click", this.#hold, true);
    if (this.dataset.state === "running") await this.#end();
    this.#release();
    if (this.#blob) this.#keep();
    this.dataset.state = "idle";
  }

  #button(name) {
    return this.querySelector(`[data-do=${name}]`);
  }

  // Another state, with what it says; the focus goes on with whoever pressed the button that is gone.
  #turn(state, word, focus) {
    const had = this.contains(document.activeElement);
    this.dataset.state = state;
    const listens = state === "idle" ? "removeEventListener" : "addEventListener";
    document[listens]("click", this.#hold, true);
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
    says(this, word);
    if (had && focus) this.#button(focus).focus();
    // Out from under the panel's own buttons.
    if (state !== "idle") this.scrollIntoView({ block: "nearest" });
  }

  async #record() {
    if (this.dataset.state !== "idle") return;
    if (!globalThis.isSecureContext) return says(this, "insecure");
    const kind = globalThis.MediaRecorder && KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    if (!kind || !navigator.mediaDevices?.getUserMedia) return says(this, "unable");
    this.dataset.state = "asking";
    says(this, "asking");
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      // The panel may have closed while somebody thought about it.
      if (!this.isConnected || this.dataset.state !== "asking") return this.#release();
      this.#run(kind);
    } catch (error) {
      this.#release();
      this.dataset.state = "idle";
      says(this, refusal(error));
    }
  }

  #run(kind) {
    const parts = [];
    const recorder = this.#recorder = new MediaRecorder(this.#stream, { mimeType: kind, audioBitsPerSecond: 48_000 });
    recorder.ondataavailable = ({ data }) => parts.push(data);
    this.#blob = undefined;
    this.#ended = new Promise((resolve) => {
      // By the button, or because the microphone has been pulled out.
      recorder.onstop = recorder.onerror = () => {
        const type = kind.split(";")[0];
        const blob = new Blob(parts, { type });
        if (blob.size) this.#blob = blob;
        resolve();
        if (this.dataset.state === "running") this.#stop("made");
      };
    });
    recorder.start(1000);
    const begun = performance.now();
    let told = -1;
    const tick = () => {
      const seconds = Math.floor((performance.now() - begun) / 1000);
      if (seconds === told) return;
      told = seconds;
      this.dataset.seconds = seconds;
      this.dispatchEvent(new Event("cb-tick"));
      if (seconds >= LIMIT) this.#stop("long");
    };
    this.#beat = setInterval(tick, 200);
    this.#turn("running", "running", "stop");
    tick();
  }

  // Ends the recording, and waits until all of it has come.
  async #end() {
    clearInterval(this.#beat);
    const { state } = this.#recorder;
    // Its own end may be what brought us here.
    this.dataset.state = "ending";
    if (state !== "inactive") this.#recorder.stop();
    await this.#ended;
    this.#release();
  }

  async #stop(word) {
    if (this.dataset.state !== "running") return;
    await this.#end();
    // The panel closed meanwhile.
    if (!this.isConnected) return this.#keep();
    if (this.#blob) this.#turn("made", word, "play");
    else this.#turn("idle", "unable", "record");
  }

  #release() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
  }

  #forget() {
    this.#sound.stop();
    this.#blob = undefined;
  }

  // As if it had been chosen as a file: the program's own field hears of it.
  #keep() {
    const blob = this.#blob;
    if (!blob) return;
    this.#forget();
    const now = new Date();
    const when = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
    const name = `${this.dataset.name} ${when}.${ENDINGS[blob.type]}`;
    const all = new DataTransfer();
    all.items.add(new File([blob], name, { type: blob.type }));
    const field = this.querySelector("input");
    field.files = all.files;
    field.dispatchEvent(new Event("change"));
    this.#turn("idle", "", "record");
  }
}

for (const [name, element] of [["cb-kept", Kept], ["cb-recorder", Recorder]]) {
  if (!customElements.get(name)) customElements.define(name, element);
}
