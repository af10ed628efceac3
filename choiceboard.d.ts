// What choiceboard.js adds to a page. The names here change only with the number that `api` takes.

/** Where a learner stands: docs/contract.md, `summary`. */
export interface Summary {
  state: "in_progress" | "complete" | "impossible";
  complete: boolean;
  points: number;
  points_goal: number;
  /** The line in the gradebook, from 0 to 1. */
  score: { scaled: number };
  counted: number;
  level: number;
  badges: string[];
  mastery: { [standard: string]: string };
  waiting: string[];
  help: string[];
}

/** An event of the log: docs/events.md. */
export interface Event {
  id: string;
  at: string;
  by: { role: string; id: string };
  type: string;
  activity?: string;
  [field: string]: unknown;
}

/** docs/contract.md, "What the widget sends". */
export interface Request {
  contract: 1;
  board: { id: string };
  learner: { id: string; name?: string };
  after: string | null;
  events: Event[];
  summary: Summary;
}

/** docs/contract.md, "What the LMS answers". */
export interface Response {
  contract: 1;
  accepted?: string[];
  refused?: { id: string; code: string; message: string }[];
  events?: Event[];
  cursor?: string | null;
  more?: boolean;
  /** What is so now of the whole class; the widget forgets what the next answer does not say again. */
  class?: {
    points?: number;
    learners?: number;
    goal?: number;
    /** By id of an activity with a `limit`. */
    places?: { [activity: string]: { taken: number } };
    /** The learner's own, RFC 3339. */
    turns?: { activities: string[]; from: string; until: string }[];
  };
  /** Only where the teacher has switched it on, and without whoever does not take part (`take_part`). */
  peers?: { points: number; nickname?: string; team?: string; you?: boolean }[];
}

export type Saved = "device" | "sent" | "confirmed" | "memory" | "failed";

/** What the events of the element carry in `detail`; they bubble, and leave shadow roots. */
export interface ChoiceBoardEvents {
  /** The board stands. */
  "choiceboard:ready": CustomEvent<{ summary: Summary; saved: Saved }>;
  /** Something was done, here or elsewhere: it is stored on the device as `saved` says. */
  "choiceboard:change": CustomEvent<{ events: Event[]; summary: Summary; saved: Saved }>;
  "choiceboard:badge": CustomEvent<{ badge: string; summary: Summary }>;
  "choiceboard:complete": CustomEvent<{ summary: Summary }>;
  /** The LMS has everything. */
  "choiceboard:synced": CustomEvent<{ summary: Summary }>;
  /** Something went wrong; the learner reads the same sentence. */
  "choiceboard:error": CustomEvent<{ message: string; saved: Saved }>;
}

/**
 * `<choice-board>`. Attributes: `board`, `learner`, `learner-name`, `endpoint`, `language`, `theme` (`light`, `dark`), `contrast` (`normal`,
 * `more`), `zoom` (`large`, `larger`), `view` (`list`), `readonly`, `store` (`memory`). A change of any of them opens the board anew: docs/embedding.md.
 */
export interface ChoiceBoardElement extends HTMLElement {
  /** The element where it speaks this version, else null. */
  api(version: 1): this | null;
  /** A board in place of the attribute `board`: the object, or its file's text. */
  boardData?: object | string;
  /** Gives a token for `endpoint`: before the first request, and when the LMS asks for one. */
  token?: () => string | undefined | Promise<string | undefined>;
  /** Carries requests; `endpoint` is then a name for where they go. Throw an object with `status` (and `retryAfter`) for what HTTP says by a status. */
  sync?: (request: Request) => Response | Promise<Response>;
  /** How many messages (`postMessage`) the board's page was sent and has ignored: it takes none in an element. */
  readonly ignored: number;
  /** The learner's whole log with pictures and files, as a JSON file. */
  exportLog(): Promise<File>;
  /**
   * Hands such a file to the learner's page, as its menu does. Kept when the work is stored; broken with the sentence that the learner reads
   * (`message`) where it is not.
   */
  importLog(file: Blob): Promise<void>;
  /** Writes and sends everything now. Kept when all is stored on the device; when the LMS has it, `choiceboard:synced` says. */
  flush(): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    "choice-board": ChoiceBoardElement;
  }
  interface HTMLElementEventMap extends ChoiceBoardEvents {}
}
