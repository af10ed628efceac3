// The map of a path (`<cb-map>`): moved by dragging, nearer and farther by wheel, two fingers, buttons and keys, from stop to stop by arrows. What
// is on it, and where, the program has said; without this file it is a map that scrolls. Where there is no room for a map, its stops are a
// trail from top to bottom (style/later.css), and the arrows go along it.

const NEAREST = 1.6;
const FARTHEST = 0.25;
// Farther than this names cannot be read: signs alone are left, larger and closer together.
const FAR = 0.65;
// Nothing smaller than this is read at ease: what has no room at it is moved about in.
const READABLE = 0.85;
const STEP = 1.2;
// A map as wide as this many ems may be at a whiteboard: what has room there is a little larger, to be read from the back of a class.
const BOARD = 80;
const LARGE = 1.25;
// The whole map has this much room in pixels however little of it is seen, and this much around it.
const ROOM = 200;
const EDGE = 8;
// No scroll bar is wider.
const BAR = 32;
// A window that changes is measured when it has come to rest.
const REST = 100;

const within = (low, value, high) => Math.min(high, Math.max(low, value));
const number = (element, name) => Number(element.style.getPropertyValue(name));

// How much one sees at once, from top to bottom. A frame may be taller than that, and then it is what scrolls around it that counts.
const look = (then) => {
  let tall = innerHeight;
  for (let inner = window; inner !== inner.parent; inner = inner.parent) {
    let around = inner.frameElement;
    // A page of another origin around it: only such an observer tells what is seen there, and later.
    if (!around) {
      new IntersectionObserver(([{ intersectionRect: seen }], observer) => {
        observer.disconnect();
        then(Math.min(tall, seen.height || tall));
      }).observe(document.documentElement);
      return;
    }
    tall = Math.min(tall, inner.parent.innerHeight);
    for (; around; around = around.parentElement ?? around.getRootNode().host) {
      if (/auto|scroll/.test(inner.parent.getComputedStyle(around).overflowY)) tall = Math.min(tall, around.clientHeight || tall);
    }
  }
  then(tall);
};

class PathMap extends HTMLElement {
  #near = 1;
  #begun = false;
  #stop = null;
  #drawn = 0;
  // It has been brought near enough, and to where there is something to do.
  #sized = false;
  #shown = false;
  // While it is seen as a whole: how it was seen before.
  #before = null;
  // So wide and tall is what one sees, as it was measured last.
  #seen = [0, 0];
  // Somebody goes along it by keys, and need not be told how any more.
  #keyed = false;
  #rest = 0;

  connectedCallback() {
    addEventListener("resize", this.#resized);
    if (this.#begun) return;
    this.#begun = true;
    const view = this.#view;
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusin", ({ target }) => {
      if (this.#isMap) this.#rove(target);
      // Not by `:has()` in the sheet: every move of the focus would have all stops looked through.
      this.toggleAttribute("data-hint", !this.#keyed && target.matches(".cb-map-view :focus-visible"));
      if (target.matches(":focus-visible")) target.closest(".cb-stop")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    this.addEventListener("focusout", () => this.removeAttribute("data-hint"));
    this.addEventListener("click", ({ target }) => {
      const way = target.closest("[data-zoom]")?.dataset.zoom;
      if (way === "whole") this.#turn();
      else if (way) this.#zoom(way === "in" ? this.#near * STEP : this.#near / STEP);
    });
    view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.#zoom(this.#near * Math.exp(-event.deltaY / 300), event);
    }, { passive: false });
    view.addEventListener("pointerdown", (event) => this.#drag(event));
    view.addEventListener("touchstart", (event) => this.#pinch(event));
    // Not before its style sheet is there, and there is room for a map; and stops may still be on their way.
    const drawing = new MutationObserver(() => this.#settle(drawing));
    drawing.observe(view, { childList: true, subtree: true });
    new ResizeObserver(() => this.#settle(drawing)).observe(view);
  }

  disconnectedCallback() {
    removeEventListener("resize", this.#resized);
    clearTimeout(this.#rest);
  }

  #resized = () => {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#measure(), REST);
  };

  // How much it may take by itself, and where all of it is shown, how large that is. A bar of the browser that comes and goes while a finger moves the
  // page is nothing new.
  #measure() {
    look((tall) => {
      const [wide, before] = this.#seen;
      const isBar = matchMedia("(pointer: coarse)").matches && wide === innerWidth && Math.abs(tall - before) < before / 5;
      if (!this.isConnected || isBar || wide === innerWidth && before === tall) return;
      this.#seen = [innerWidth, tall];
      this.style.setProperty("--cb-look", `${tall}px`);
      if (!this.#before || !this.#isMap) return;
      const { top, bottom } = this.getBoundingClientRect();
      this.#whole(this.#before, tall);
      // Whoever has gone on to something else stays there.
      if (Math.min(bottom, innerHeight) - Math.max(top, 0) > innerHeight / 2) this.#face(tall, "instant");
    });
  }

  get #isMap() {
    return getComputedStyle(this.#view.firstElementChild).display === "grid";
  }

  #settle(drawing) {
    const tiles = this.#tiles;
    if (!this.#isMap) {
      // Along a trail Tab goes from stop to stop.
      for (const tile of tiles) tile.removeAttribute("tabindex");
      [this.#stop, this.#drawn] = [null, 0];
      this.#leave();
      return;
    }
    if (!this.#sized) {
      this.#measure();
      // A little smaller where all of it has room then.
      const { wide, tall } = this.#fits();
      this.#zoom(within(READABLE, tall < READABLE ? wide : Math.min(wide, tall), this.#most));
    }
    this.#sized = true;
    // Where there is another width it is made to fit anew; not for a scroll bar that has gone, which would come back with a larger map.
    const { clientWidth } = this.#view;
    const before = this.#before;
    if (before && (clientWidth < before.wide || clientWidth > before.wide + BAR)) this.#whole(before, before.seen);
    this.#even();
    this.#rove(this.#stop ?? this.#next());
    if (this.#shown || tiles.length < Number(this.dataset.stops)) return;
    this.#shown = true;
    drawing.disconnect();
    const next = this.#next();
    if (next) this.#show(next);
    if (next && tiles.some((tile) => !/locked|open/.test(tile.dataset.state))) this.#reach(next);
    if (!this.contains(document.activeElement)) this.#rove(next);
  }

  get #view() {
    return this.querySelector(".cb-map-view");
  }

  get #stops() {
    return [...this.querySelectorAll(".cb-stop")];
  }

  get #tiles() {
    return [...this.querySelectorAll("[data-activity]")];
  }

  // Where there is something to do, else the start.
  #next() {
    const tiles = this.#tiles;
    const first = (state) => tiles.find((tile) => tile.dataset.state === state && !("free" in tile.dataset));
    return first("returned") ?? first("started") ?? first("chosen") ?? first("open") ?? tiles[0];
  }

  // How near it is when it just fits, by itself or in so much room.
  #fits(room) {
    const view = this.#view;
    const chart = view.firstElementChild.getBoundingClientRect();
    const wide = view.clientWidth / number(this, "--cb-columns");
    const least = parseFloat(getComputedStyle(view.firstElementChild).minInlineSize) / number(this, "--cb-columns") / this.#near;
    const { maxBlockSize, paddingBlockStart, paddingBlockEnd } = getComputedStyle(view);
    const limit = (room ?? (parseFloat(maxBlockSize) || Infinity)) - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd) - 1;
    return { wide: wide / least, tall: limit / (chart.height / this.#near) };
  }

  // As near as it comes by itself.
  get #most() {
    return this.clientWidth > BOARD * parseFloat(getComputedStyle(this).fontSize) ? LARGE : 1;
  }

  // All of it at once, or as it was before.
  #turn() {
    const before = this.#before;
    const view = this.#view;
    if (before) {
      this.#zoom(before.near);
      // Unless one has gone elsewhere meanwhile.
      [view.scrollLeft, view.scrollTop] = [before.left, before.top];
      if (before.stop === this.#stop) return;
      this.#show(this.#stop);
      this.#stop.closest(".cb-stop").scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
    look((seen) => {
      if (this.#before || !this.#isMap) return;
      const before = { near: this.#near, left: view.scrollLeft, top: view.scrollTop, stop: this.#stop };
      this.#whole(before, seen);
      this.#face(seen, matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
    });
  }

  // All of it into the window, with its tools, which may stand above it.
  #face(seen, behavior) {
    const above = this.#above;
    this.style.scrollMarginBlockStart = `${above + EDGE / 2}px`;
    this.scrollIntoView({ block: this.getBoundingClientRect().height + above < seen ? "nearest" : "start", inline: "nearest", behavior });
  }

  get #above() {
    const tools = this.querySelector(".cb-map-tools").getBoundingClientRect();
    return Math.max(0, this.getBoundingClientRect().top - tools.top);
  }

  // As large as there is room for, tools and all: that may be more than the map takes by itself.
  #whole(before, seen) {
    const view = this.#view;
    const around = this.#above + this.getBoundingClientRect().height - view.getBoundingClientRect().height;
    const room = Math.max(ROOM, Math.floor(seen - around - EDGE));
    const fit = (far) => {
      this.toggleAttribute("data-far", far);
      const { wide, tall } = this.#fits(room);
      return Math.min(wide, tall, this.#most);
    };
    const near = fit(false);
    this.#zoom(near < FAR ? Math.min(fit(true), FAR - 0.01) : near);
    this.style.setProperty("--cb-seen", `${room}px`);
    this.#before = { ...before, seen, wide: view.clientWidth };
    this.#even();
    this.#tell();
  }

  // It is not seen as a whole any more.
  #leave() {
    if (!this.#before) return;
    this.#before = null;
    this.style.removeProperty("--cb-seen");
    this.#tell();
  }

  // Nearer or farther, what is at a place staying there; without one, what is in the middle.
  #zoom(near, at) {
    near = within(FARTHEST, near, NEAREST);
    const view = this.#view;
    this.#leave();
    const box = view.getBoundingClientRect();
    const x = at ? at.clientX - box.left : view.clientWidth / 2;
    const y = at ? at.clientY - box.top : view.clientHeight / 2;
    const [left, top, wide, tall] = [view.scrollLeft, view.scrollTop, view.scrollWidth, view.scrollHeight];
    this.#near = near;
    this.style.setProperty("--cb-near", near);
    this.toggleAttribute("data-far", near < FAR);
    this.#even();
    const turned = getComputedStyle(this).direction === "rtl" ? view.clientWidth : 0;
    view.scrollLeft = (left + x - turned) * (view.scrollWidth / wide) - x + turned;
    view.scrollTop = (top + y) * (view.scrollHeight / tall) - y;
    this.#tell();
  }

  // What buttons can do, and have done.
  #tell() {
    const near = this.#near;
    for (const button of this.querySelectorAll("[data-zoom]")) {
      const way = button.dataset.zoom;
      if (way === "whole") button.setAttribute("aria-pressed", String(Boolean(this.#before)));
      // Still there for the keyboard, which would lose its place otherwise.
      else if (way === "in" ? near >= NEAREST : near <= FARTHEST) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  // As high as whole pixels: where a part of one is left at the end, a finger that means the page moves nothing but that.
  #even() {
    const chart = this.#view.firstElementChild;
    const { height } = chart.getBoundingClientRect();
    chart.style.setProperty("margin-block-end", `${Math.ceil(height) - height}px`);
  }

  // Moves the map, and nothing around it, until a stop is well in that part of it that the window shows.
  #show(tile) {
    const view = this.#view;
    const [outer, inner] = [view.getBoundingClientRect(), tile.getBoundingClientRect()];
    view.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
    let [start, end] = [Math.max(outer.top, 0), Math.min(outer.bottom, innerHeight)];
    if (end - start < ROOM) [start, end] = [outer.top, outer.bottom];
    if (inner.top >= start && inner.bottom + EDGE <= end) return;
    // Its region from its title on, if that leaves the stop in sight.
    const region = tile.closest(".cb-region")?.querySelector("header")?.getBoundingClientRect();
    const top = region?.height && inner.bottom - region.top < end - start - EDGE ? region.top - EDGE : inner.top + inner.height / 2 - (end - start) / 2;
    if (view.scrollHeight > view.clientHeight + 1) view.scrollTop += top - start;
  }

  // Who has been here before sees where they are, if that is below the window still; who comes for the first time begins at the top. Only a page of
  // our own is moved, and only where nobody has moved it yet.
  #reach(tile) {
    const under = tile.getBoundingClientRect().bottom + EDGE - innerHeight;
    const isOurs = document.body.matches(".cb-whole") && document.activeElement === document.body;
    if (isOurs && !scrollY && under > 0) scrollBy({ top: Math.min(under, this.getBoundingClientRect().top), behavior: "instant" });
  }

  #drag(event) {
    // A finger moves what scrolls by itself; what can be pressed is pressed.
    if (event.pointerType === "touch" || event.button !== 0 || event.target.closest("button, a")) return;
    event.preventDefault();
    const view = this.#view;
    let [x, y] = [event.clientX, event.clientY];
    view.setPointerCapture(event.pointerId);
    view.toggleAttribute("data-dragged", true);
    const move = (event) => {
      view.scrollLeft -= event.clientX - x;
      view.scrollTop -= event.clientY - y;
      [x, y] = [event.clientX, event.clientY];
    };
    const end = () => {
      view.removeEventListener("pointermove", move);
      view.removeEventListener("lostpointercapture", end);
      view.removeAttribute("data-dragged");
    };
    view.addEventListener("pointermove", move);
    view.addEventListener("lostpointercapture", end);
  }

  #pinch(event) {
    if (event.touches.length !== 2) return;
    const view = this.#view;
    const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = ([one, other]) => ({ clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 });
    const [start, near] = [apart(event.touches), this.#near];
    const move = (event) => {
      if (event.touches.length !== 2 || !start) return;
      if (event.cancelable) event.preventDefault();
      this.#zoom(near * apart(event.touches) / start, middle(event.touches));
    };
    const end = () => {
      view.removeEventListener("touchmove", move);
      view.removeEventListener("touchend", end);
      view.removeEventListener("touchcancel", end);
    };
    view.addEventListener("touchmove", move, { passive: false });
    view.addEventListener("touchend", end);
    view.addEventListener("touchcancel", end);
  }

  // One stop is in the tab order: the one that had the focus last.
  #rove(target) {
    const tile = target?.closest("[data-activity]");
    const tiles = this.#tiles;
    if (!tile || (tile === this.#stop && tiles.length === this.#drawn)) return;
    // Where stops have been drawn since the last time, all others leave it, else the last one.
    if (tiles.length !== this.#drawn) for (const other of tiles) other.tabIndex = -1;
    else this.#stop.tabIndex = -1;
    tile.tabIndex = 0;
    [this.#stop, this.#drawn] = [tile, tiles.length];
  }

  #key(event) {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const zoom = { "+": STEP, "=": STEP, "-": 1 / STEP }[event.key];
    if (zoom) this.#zoom(this.#near * zoom);
    else if (event.key === "0") this.#turn();
    else if (this.#step(event)) {
      this.#keyed = true;
      this.removeAttribute("data-hint");
    } else return;
    event.preventDefault();
  }

  // Up and down from stop to stop in the order of the trail, left and right to the nearest one of the next column. On a map that its author has
  // drawn there are no columns: to the nearest one on that side, and page by page in the order of the trail.
  #step({ key, target }) {
    const stops = this.#stops;
    const at = stops.indexOf(target.closest(".cb-stop"));
    if (at < 0) return false;
    if (this.#isMap && "drawn" in this.#view.firstElementChild.dataset && /^(Arrow|Page)/.test(key)) {
      const to = { PageDown: stops[at + 1], PageUp: stops[at - 1] }[key] ?? (key.startsWith("Arrow") ? this.#toward(stops, stops[at], key) : null);
      to?.querySelector("[data-activity]").focus();
      return true;
    }
    const turned = getComputedStyle(this).direction === "rtl";
    const side = { ArrowRight: turned ? -1 : 1, ArrowLeft: turned ? 1 : -1 }[key];
    const to = side ? this.#beside(stops, stops[at], side)
      : { ArrowDown: stops[at + 1], ArrowUp: stops[at - 1], Home: stops[0], End: stops.at(-1) }[key];
    if (!to && !/^(Arrow|Home$|End$)/.test(key)) return false;
    to?.querySelector("[data-activity]").focus();
    return true;
  }

  // What lies straight ahead is nearer than what lies aside. A picture is the same whichever way one reads.
  #toward(stops, here, key) {
    const middle = (stop) => {
      const box = stop.querySelector(".cb-stamp").getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = middle(here);
    const across = key === "ArrowLeft" || key === "ArrowRight";
    const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    let [nearest, least] = [null, Infinity];
    for (const stop of stops) {
      const [right, down] = middle(stop).map((place, axis) => place - (axis ? y : x));
      const ahead = sign * (across ? right : down);
      const far = ahead + 2 * Math.abs(across ? down : right);
      if (stop !== here && ahead > 1 && far < least) [nearest, least] = [stop, far];
    }
    return nearest;
  }

  // In its own region, else in the one that lies nearest.
  #beside(stops, here, side) {
    const column = (stop) => number(stop, "--cb-column");
    const lane = (stop) => number(stop, "--cb-lane");
    const ahead = stops.filter((stop) => (column(stop) - column(here)) * side > 0);
    const own = ahead.filter((stop) => stop.parentNode === here.parentNode);
    const apart = (stop) => Math.abs(column(stop) - column(here));
    const aside = (stop) => Math.abs(lane(stop) - lane(here));
    const far = own.length ? (stop) => apart(stop) * 1e4 + aside(stop) : (stop) => apart(stop) + 2 * aside(stop);
    return (own.length ? own : ahead).sort((one, other) => far(one) - far(other))[0];
  }
}

if (!customElements.get("cb-map")) customElements.define("cb-map", PathMap);
