// A page of somebody else's: once it has come to rest, it takes in a board and notes for how long at a time its thread was not free.
(() => {
  const around = globalThis.around = { longest: 0 };
  const { port1, port2 } = new MessageChannel();
  let last;
  port1.onmessage = () => {
    const now = performance.now();
    around.longest = Math.max(around.longest, now - last);
    last = now;
    port2.postMessage(0);
  };
  const begin = () => {
    last = performance.now();
    port2.postMessage(0);
    const board = document.createElement("choice-board");
    board.setAttribute("board", new URL("../boards/9.json", document.baseURI));
    board.setAttribute("learner", "u-17");
    const script = document.createElement("script");
    script.type = "module";
    script.src = "../choiceboard.js";
    document.body.append(board);
    document.head.append(script);
  };
  addEventListener("load", () => setTimeout(begin, 1000));
})();
