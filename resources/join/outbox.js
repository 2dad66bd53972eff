// What was sent from this page and has no answer yet. It waits on the device, in order, and leaves
// it only on an answer about it: taken, or not taken. The key makes that it arrives once.

const LONGEST_WAIT = 35000;
const RETRY = 3000;
// Dots and the like may change several times before they are sent: only the last counts.
const SETTLE = 350;

const outbox = {
  entries: memory.keys("out.").map((key) => memory.get(key)).filter(Boolean)
    .map((entry) => ({ ...entry, due: 0 })),
  refused: memory.get("refused", []),
  // Taken, but not yet among what the room tells us is ours.
  sent: [],
  // The key under which each of our items was sent: by it we take it back.
  keys: memory.get("keys", {}),
  flying: null,
  timer: 0,
  heldUntil: 0,
};

const placeOf = (entry) => "out." + String(entry.made).padStart(15, "0") + "." + entry.key;

function keep(entry) {
  if (entry.body.do !== "done") memory.set(placeOf(entry), entry);
}

function drop(entry) {
  outbox.entries = outbox.entries.filter((each) => each.key !== entry.key);
  memory.drop(placeOf(entry));
}

// Send something as soon as that can be. What has the same `slot` and waits still is replaced.
function send(body, slot) {
  const waiting = slot && outbox.entries.find((each) => each.slot === slot && !isFlying(each));
  if (waiting) drop(waiting);
  const last = outbox.entries.length ? outbox.entries[outbox.entries.length - 1].made : 0;
  const entry = {
    key: randomKey(),
    body,
    slot: slot || "",
    made: Math.max(now(), last + 1),
    due: slot ? now() + SETTLE : 0,
  };
  outbox.entries.push(entry);
  keep(entry);
  refresh();
  flush();
}

const isFlying = (entry) => outbox.flying !== null && outbox.flying.key === entry.key;

// What waits for a slot, the last first: what a user has chosen, whether or not it has arrived.
const pending = (slot) => outbox.entries.filter((each) => each.slot === slot).pop();

const waitingWords = () => outbox.entries.filter((each) => each.body.text !== undefined);

function flushIn(milliseconds) {
  clearTimeout(outbox.timer);
  outbox.timer = setTimeout(flush, milliseconds);
}

async function flush() {
  if (outbox.flying || state.phase !== "in") return;
  const held = outbox.heldUntil - now();
  if (held > 0) {
    flushIn(held);
    return;
  }
  const entry = outbox.entries.find((each) => each.due <= now());
  if (!entry) {
    if (outbox.entries.length) flushIn(SETTLE);
    return;
  }
  const flight = { key: entry.key, since: now(), control: new AbortController() };
  outbox.flying = flight;
  let wait = RETRY;
  try {
    const body = { key: entry.key, ...entry.body };
    wait = settle(entry, await post("/contribute", body, flight.control, LONGEST_WAIT));
  } catch (fault) {
    noticeBreak();
  }
  if (outbox.flying === flight) outbox.flying = null;
  refresh();
  if (wait === 0) flush();
  else flushIn(wait);
}

// After a break: what is on its way may hang on a connection that is gone.
function flushAgain() {
  const flight = outbox.flying;
  if (flight && now() - flight.since > 4000) {
    flight.control.abort();
    outbox.flying = null;
  }
  flush();
}

// Do what an answer says; return after how many milliseconds the next may go.
function settle(entry, answer) {
  if (answer.status === 429) {
    outbox.heldUntil = now() + 1000 * answer.retryAfter;
    return 1000 * answer.retryAfter;
  }
  if (answer.status === 401 || answer.status === 403) {
    findOut();
    return RETRY;
  }
  const isAboutIt = answer.said !== null;
  if (answer.status === 200 && isAboutIt) {
    drop(entry);
    taken(entry, answer.said);
    return 0;
  }
  if ([400, 409, 413].includes(answer.status) && isAboutIt) {
    drop(entry);
    refuse(entry, answer.said.why || "malformed");
    return 0;
  }
  return RETRY;
}

function taken(entry, said) {
  noticeLife();
  assume(entry.body);
  if (!said.item || entry.body.text === undefined) return;
  outbox.keys[said.item] = { key: entry.key, seen: false };
  memory.set("keys", outbox.keys);
  if (!said.waits && entry.body.do !== "promise" && entry.body.do !== "verdict") {
    outbox.sent.push({ id: said.item, text: entry.body.text, side: entry.body.side || null,
      labels: entry.body.labels || [], hidden: false, back: false });
  }
  // The room may have told of it before the answer was here.
  reconcile();
}

// What was taken holds at once: the room says the same in a moment.
function assume(body) {
  const { you } = state;
  if (body.do === "dots" && you.dots) you.dots.given[body.gap] = body.dots;
  if (body.do === "fingers") you.fingers = body.fingers;
  if (body.do === "done") you.done = body.is_done;
  if (body.do === "back") you.items = you.items.filter((item) => keyOf(item.id) !== body.of);
  you.items.filter((item) => body.do === "labels" && keyOf(item.id) === body.of)
    .forEach((item) => { item.labels = body.labels; });
}

const keyOf = (item) => (outbox.keys[item] || {}).key;

// Tell why something was not taken. Its words go back into their field, or are kept in a list.
function refuse(entry, why) {
  const reason = WHY[why] || WHY.other;
  if (entry.body.text && !giveBack(entry.body, reason)) {
    outbox.refused.push({ key: entry.key, text: entry.body.text, reason });
    memory.set("refused", outbox.refused);
  }
  announce(entry.body.text ? reason + " Your words are still here." : reason);
  if (!entry.body.text) state.notice = { reason, until: now() + 8000 };
}

function forgetRefused(key) {
  outbox.refused = outbox.refused.filter((each) => each.key !== key);
  memory.set("refused", outbox.refused);
  refresh();
}

// What waited for a meeting that this device is no longer in must not go to another.
function setAside(reason) {
  waitingWords().filter((entry) => entry.body.text).forEach((entry) => {
    outbox.refused.push({ key: entry.key, text: entry.body.text, reason });
  });
  if (outbox.entries.length) memory.set("refused", outbox.refused);
  outbox.entries.slice().forEach(drop);
  outbox.sent = [];
}

// Forget what the room now tells by itself.
function reconcile() {
  const own = state.you.items.concat(state.you.waiting).map((each) => each.id);
  const known = new Set(own.concat(state.room ? state.room.cards.map((card) => card.id) : []));
  outbox.sent = outbox.sent.filter((each) => !known.has(each.id));
  // What is ours no longer, as all that was hidden before, must not be known here either.
  Object.entries(outbox.keys).forEach(([id, each]) => {
    if (own.includes(id)) each.seen = true;
    else if (each.seen) delete outbox.keys[id];
  });
  memory.set("keys", outbox.keys);
}
