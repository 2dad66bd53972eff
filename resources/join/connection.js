// The line to the facilitator's computer: asking to come in, and the stream of what happens.

const SILENCE = 25000;
const AGAIN = 1000;

const PATIENCE = 6000;

const line = { source: null, last: "", heard: now(), timer: 0, look: null, hiddenSince: 0 };

// Send something; without an answer in time it fails, since a dead network may say nothing at all.
async function post(path, body, control, patience) {
  const request = control || new AbortController();
  const timer = setTimeout(() => request.abort(), patience || PATIENCE);
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: request.signal,
  });
  const said = await response.json().catch(() => null);
  clearTimeout(timer);
  const isObject = said !== null && typeof said === "object";
  return {
    status: response.status,
    said: isObject ? said : null,
    retryAfter: Number(response.headers.get("Retry-After")) || 2,
  };
}

function noticeBreak() {
  if (!state.brokenSince) state.brokenSince = now();
  refresh();
}

function noticeLife() {
  line.heard = now();
  if (!state.brokenSince) return;
  state.brokenSince = 0;
  refresh();
}

function turnTo(phase, why) {
  if (state.phase === phase && state.why === (why || "")) return;
  state.phase = phase;
  state.why = why || "";
  if (UNSENT[phase]) {
    closeStream();
    setAside(UNSENT[phase]);
  }
  refresh();
}

// Find out how far this device is, by its cookie; it need not ask again if it is known.
async function findOut() {
  if (line.look && now() - line.look.since < AGAIN) return;
  if (line.look) line.look.control.abort();
  const look = { since: now(), control: new AbortController() };
  line.look = look;
  clearTimeout(line.timer);
  try {
    const answer = await post("/join", { token: "", name: "" }, look.control);
    if (answer.said === null) throw new TypeError("no answer about this device");
    noticeLife();
    if (answer.status === 200) enter(answer.said);
    else if (answer.said.why === "out") turnTo("out");
    else if (answer.status === 403 || answer.status === 401) lose();
    else line.timer = setTimeout(findOut, AGAIN);
  } catch (fault) {
    if (line.look !== look) return;
    noticeBreak();
    line.timer = setTimeout(findOut, AGAIN);
  }
  if (line.look === look) line.look = null;
}

// This device is not known there: it can ask if it has a code.
function lose() {
  state.room = null;
  state.you = null;
  line.last = "";
  if (forNow.get("token", "")) turnTo("door");
  else if (state.phase !== "scan") turnTo("scan", memory.get("wasIn", false) ? "old-code" : "");
}

async function ask(name) {
  const answer = await post("/join", { token: forNow.get("token", ""), name });
  if (answer.said === null) throw new TypeError("no answer about this device");
  noticeLife();
  if (answer.status !== 200) {
    const why = answer.said.why || "other";
    if (why === "out") turnTo("out");
    else if (why === "old-code") {
      forNow.drop("token");
      // Who mistyped it reads so beside the field.
      turnTo("scan", state.phase === "door" ? why : "");
    }
    return why;
  }
  memory.set("name", name);
  outbox.keys = {};
  ["keys", "columns", "column", "target"].forEach(memory.drop);
  enter(answer.said);
  return "";
}

function enter(said) {
  state.name = said.name;
  turnTo(said.state === "in" ? "in" : "asked");
  listen();
}

async function leave() {
  const answer = await post("/leave", {}).catch(() => null);
  if (!answer) {
    noticeBreak();
    return;
  }
  const isOut = state.phase === "in";
  memory.drop("wasIn");
  lose();
  if (isOut) turnTo("scan", "left");
}

function closeStream() {
  if (line.source) line.source.close();
  line.source = null;
}

function listen() {
  closeStream();
  clearTimeout(line.timer);
  const source = new EventSource("/events?since=" + encodeURIComponent(line.last));
  line.source = source;
  line.heard = now();
  const on = (kind, act) => source.addEventListener(kind, (event) => {
    if (line.source !== source) return;
    noticeLife();
    if (event.lastEventId) line.last = event.lastEventId;
    if (act) act(JSON.parse(event.data));
    refresh();
  });
  on("all", (data) => {
    state.room = data.room;
    stampClock(state.room && state.room.clock);
    takeYou(data.you);
    outbox.sent = [];
  });
  on("room", (patch) => { if (state.room) applyPatch(state.room, patch); });
  on("you", takeYou);
  on("beat");
  on("over", () => turnTo("over"));
  source.onopen = () => {
    if (line.source !== source) return;
    noticeLife();
    flushAgain();
  };
  source.onerror = () => {
    if (line.source !== source) return;
    // The browser would try again by itself, but not everywhere and not at once.
    closeStream();
    noticeBreak();
    line.timer = setTimeout(findOut, AGAIN);
  };
}

function takeYou(you) {
  state.you = you;
  if (you.state === "out") {
    turnTo("out");
    return;
  }
  if (you.state === "in") {
    forNow.drop("token");
    if (!memory.get("wasIn", false)) memory.set("wasIn", true);
    if (state.phase !== "in") announce("You’re in.");
  }
  turnTo(you.state === "in" ? "in" : "asked");
  reconcile();
  flush();
}

// Time is told once and goes on here.
function stampClock(clock) {
  if (clock) clock.heard = now();
}

// Lay a RoomPatch onto the room.
function applyPatch(room, patch) {
  stampClock(patch.set.clock);
  Object.assign(room, patch.set);
  if (!patch.cards) return;
  const cards = new Map(room.cards.map((card) => [card.id, card]));
  patch.cards.gone.forEach((id) => cards.delete(id));
  patch.cards.put.forEach((card) => cards.set(card.id, card));
  const order = patch.cards.order;
  room.cards = order ? order.map((id) => cards.get(id)).filter(Boolean) : Array.from(cards.values());
}

// The page is seen again, or the network is back.
function wake() {
  if (document.hidden) return;
  if (state.phase === "in" || state.phase === "asked") {
    const wasAway = line.hiddenSince && now() - line.hiddenSince > 3000;
    const isOpen = line.source && line.source.readyState === EventSource.OPEN;
    if (!isOpen || wasAway || now() - line.heard > 12000) findOut();
    flushAgain();
  }
  line.hiddenSince = 0;
}

function watch() {
  if (document.hidden) return;
  const isListening = state.phase === "in" || state.phase === "asked";
  if (!isListening || !line.source) return;
  const limit = line.source.readyState === EventSource.OPEN ? SILENCE : PATIENCE;
  if (now() - line.heard > limit) {
    closeStream();
    noticeBreak();
    findOut();
  }
}

// The code on the wall holds a token behind the "#": it is read, and goes from the address bar.
function readToken() {
  const token = location.hash.slice(1).replace(/%20/g, "");
  if (location.hash || location.href.endsWith("#")) history.replaceState(null, "", location.pathname);
  if (token) forNow.set("token", token);
  return token !== "";
}
