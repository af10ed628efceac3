// Pictures are made smaller on the device before they are kept, and lose what cameras write into them: above all the place where they were
// taken. `<cb-smaller>` stands around a file chooser and hands on a smaller file in place of the one that was chosen; without this script, or
// where a picture cannot be read, it is kept as it is.

const LONGEST = 1600;
const QUALITY = .82;

// What a camera or a screen makes. Drawings and films in pictures (SVG, GIF) would lose what they are.
const KINDS = /^image\/(jpeg|png|webp|avif|heic|heif|bmp|tiff)$/;
const ENDINGS = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

const written = (canvas, type) => new Promise((resolve, reject) => {
  canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("no picture")), type, QUALITY);
});

const seeThrough = (pen, { width, height }) => {
  const { data } = pen.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] < 255) return true;
  }
  return false;
};

// The picture as one sees it, upright, at most 1600 pixels long. What one can see through stays so: WebP, or PNG where the browser writes no
// WebP. Of a PNG that one cannot see through (a photo of a screen, a drawing) the smaller of PNG and JPEG is kept.
const smaller = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const opaque = /jpeg|heic|heif|bmp/.test(file.type) || !seeThrough(pen, canvas);
    const kinds = opaque ? ["image/jpeg"] : ["image/webp"];
    if (opaque && file.type === "image/png") kinds.push("image/png");
    const all = await Promise.all(kinds.map((kind) => written(canvas, kind)));
    const least = all.reduce((one, other) => other.size < one.size ? other : one);
    const name = [file.name.replace(/\.[^.]*$/, "") || file.name, ENDINGS[least.type]].join(".");
    return new File([least], name, { type: least.type, lastModified: file.lastModified });
  } finally {
    picture.close();
  }
};

class Smaller extends HTMLElement {
  #begun = false;
  #passes = false;
  #pressed;

  // Handing in waits for what is on its way.
  #hold = (event) => {
    const button = event.target.closest?.("[data-action=submit], [data-action=done]");
    if (!this.closest("dialog")?.contains(button)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    this.#pressed = button.dataset.action;
  };

  connectedCallback() {
    if (this.#begun) return;
    this.#begun = true;
    this.addEventListener("change", (event) => this.#take(event), true);
  }

  async #take(event) {
    const { target: input } = event;
    const file = input.files?.[0];
    if (this.#passes || !file || !KINDS.test(file.type)) return;
    let all;
    try {
      all = new DataTransfer();
    } catch {
      // Nothing can be put into the field here: the picture stays as it is.
      return;
    }
    // The program hears of it once it is smaller.
    event.stopPropagation();
    this.#say(this.dataset.busy);
    document.addEventListener("click", this.#hold, true);
    all.items.add(await smaller(file).catch(() => file));
    document.removeEventListener("click", this.#hold, true);
    this.#say("");
    input.files = all.files;
    this.#passes = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    this.#passes = false;
    const pressed = this.#pressed;
    this.#pressed = undefined;
    if (pressed) this.closest("dialog")?.querySelector(`[data-action=${pressed}]`)?.click();
  }

  #say(text) {
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = text;
  }
}

if (!customElements.get("cb-smaller")) customElements.define("cb-smaller", Smaller);
