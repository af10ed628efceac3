// Every name of choiceboard.d.ts used as docs/embedding.md says; the compiler takes it, and refuses the lines that are marked as wrong.

import type { ChoiceBoardElement, Event, Request, Response, Saved, Summary } from "../../choiceboard";

const board: ChoiceBoardElement = document.createElement("choice-board");
const spoken: ChoiceBoardElement | null = board.api(1);
// @ts-expect-error There is no other version.
board.api(2);

board.boardData = { choiceboard: 1, id: "small", title: "Small", activities: [] };
board.boardData = '{ "choiceboard": 1 }';
board.boardData = undefined;
// @ts-expect-error A number is no board.
board.boardData = 7;

board.token = () => "one";
board.token = async () => undefined;
board.sync = (request: Request): Response => {
  const after: string | null = request.after;
  const kinds: string[] = request.events.map((event: Event) => event.type);
  const who: string = request.learner.name ?? request.learner.id;
  return { contract: 1, accepted: kinds.length ? request.events.map(({ id }) => id) : [], cursor: after ?? who };
};
board.sync = async () => ({ contract: 1, class: { places: { a: { taken: 2 } } }, peers: [{ points: 3, you: true }] });
// @ts-expect-error An answer names its version.
board.sync = () => ({ accepted: [] });

const ignored: number = board.ignored;
// @ts-expect-error It is counted, not set.
board.ignored = 0;

export async function keeps(): Promise<void> {
  const file: File = await board.exportLog();
  await board.importLog(file);
  await board.flush();
  // @ts-expect-error A text is no file.
  await board.importLog("text");
}

board.addEventListener("choiceboard:ready", ({ detail }) => show(detail.summary, detail.saved));
board.addEventListener("choiceboard:change", ({ detail }) => detail.events.map(({ id }) => id));
board.addEventListener("choiceboard:badge", ({ detail }) => detail.badge.toUpperCase());
board.addEventListener("choiceboard:complete", ({ detail }) => show(detail.summary, "device"));
board.addEventListener("choiceboard:synced", ({ detail }) => show(detail.summary, "confirmed"));
board.addEventListener("choiceboard:error", ({ detail }) => detail.message.trim());
// They leave the element, too.
document.body.addEventListener("choiceboard:complete", ({ detail }) => detail.summary.score.scaled.toFixed(2));

function show(summary: Summary, saved: Saved): string {
  const state: "in_progress" | "complete" | "impossible" = summary.state;
  return [state, saved, summary.points, summary.mastery["L.4"], ...summary.badges, spoken === null, ignored].join();
}
