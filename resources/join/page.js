// The page: draws what is known, and begins.

const leaving = {
  part: null,
  create() {
    const sure = make("div", { hidden: true }, make("p", null, "Leave the meeting on this device? What you sent stays."),
      make("div", { class: "choices" }, make("button", { type: "button", onclick: leave }, "Leave"),
        make("button", { type: "button", onclick: () => leaving.ask(false) }, "Stay")));
    const first = make("button", { type: "button", class: "plain", onclick: () => leaving.ask(true) }, "Leave the meeting");
    leaving.part = make("section", { class: "part" }, first, sure);
    return leaving.part;
  },
  ask(isAsking) {
    const [first, sure] = leaving.part.children;
    show(first, !isAsking);
    show(sure, isAsking);
    (isAsking ? sure.querySelector("button") : first).focus();
  },
};

function createDoor() {
  const name = make("input", { type: "text", id: "name", maxlength: 40, dir: "auto", autocomplete: "name",
    autocapitalize: "words", enterkeyhint: "go", "aria-describedby": "door-error door-hint" });
  const code = make("input", { type: "text", id: "code", maxlength: 60, dir: "ltr", autocomplete: "off",
    autocapitalize: "none", spellcheck: "false", "aria-describedby": "door-error" });
  const error = make("p", { id: "door-error", class: "error", role: "alert" });
  const button = make("button", { class: "main" }, "Ask to come in");
  name.value = memory.get("name", "");
  byId("door").append(make("div", { id: "typed" }, make("label", { for: "code" }, "Code on the wall"), code),
    make("label", { for: "name" }, "Your name"), name, error,
    make("p", { class: "hint", id: "door-hint" }, "As your team knows you. The wall doesn’t show who asks."), button,
    make("p", { class: "hint" }, STAY));
  byId("door").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isHeld(button)) return;
    const isTyped = state.phase === "scan";
    if (isTyped) {
      const typed = code.value.replace(/\s/g, "");
      code.after(error);
      write(error, typed ? "" : "Type the code on the wall, or scan it.");
      if (!typed) return code.focus();
      forNow.set("token", typed);
    }
    hold(button, true);
    const why = await ask(name.value.trim()).catch(() => "unreachable");
    hold(button, false);
    const isOld = why === "old-code";
    const field = isOld ? code : name;
    field.after(error);
    // Of a code that was scanned, the page says by itself that it is old.
    write(error, why && (isTyped || !isOld) ? DOOR[why] || DOOR.other : "");
    if (why) field.focus();
  });
}

function createRoom() {
  byId("room").append(
    make("section", { id: "pinned" }), make("section", { id: "band", class: "band" }), vote.list, links.create(), links.list,
    promises.create(), promises.list, fingers.create(), verdicts.create(), actions.list, statements.create(), cards.create(),
    make("p", { id: "idle" }, "Look at the wall. There is nothing to write on this stage."),
    waitingList.part, own.part, wall.part, leaving.create());
  byId("done").addEventListener("click", () => send({ do: "done", is_done: !isDone() }, "done"));
}

function isDone() {
  const waiting = pending("done");
  return waiting ? waiting.body.is_done : state.you.done;
}

function screenOf() {
  if (state.phase === "start") return state.brokenSince ? "unreachable" : "start";
  if (state.phase === "scan") return state.why || "scan";
  return state.phase === "in" ? "paused" : state.phase;
}

function drawMessage(isShown) {
  const message = byId("message");
  if (!show(message, isShown)) return;
  const [heading, ...sentences] = SCREENS[screenOf()];
  drawHeading("", state.name ? heading.replace("{}", state.name) : heading.replace(", {}", ""));
  const lines = sentences.map((text, index) => make("p", { class: index ? "" : "large" }, text));
  if (state.phase === "asked") lines.push(make("button", { type: "button", class: "plain", onclick: leave }, "Change my name"));
  tell(message, ...lines);
}

function drawHeading(stage, question) {
  write(byId("stage"), stage);
  write(byId("question"), question);
  document.title = stage || question;
}

let stageShown = "";
let voteShown = false;

// What begins is at the top: it is shown to everyone who isn't in the middle of a text.
function showWhatBegins(room) {
  const begins = stageShown !== room.stage || (room.vote !== null && !voteShown);
  const active = document.activeElement;
  if (begins && !active.value) window.scrollTo(0, 0);
  voteShown = room.vote !== null;
}

function drawHeader(room) {
  showWhatBegins(room);
  drawHeading(room.name, room.question);
  if (stageShown && stageShown !== room.stage) announce(`${room.name}. ${room.question}`);
  stageShown = room.stage;
  const turn = byId("turn");
  if (show(turn, room.turn !== null)) {
    const isOwn = room.turn.name === state.you.name;
    if (isOwn && turn.className === "") announce("It’s your turn.");
    turn.className = isOwn ? "own" : "";
    const now = isOwn ? "It’s your turn." : phrase("It’s {}’s turn.", room.turn.name);
    tell(turn, now, room.turn.following ? phrase(" Then {}.", room.turn.following) : "");
  }
  tell(byId("pinned"), ...room.pinned.map((each) => make("div", null,
    each.heading ? make("h2", { dir: "auto" }, each.heading) : "",
    make("ul", null, ...each.lines.map((text) => make("li", { dir: "auto" }, text))))));
  if (show(byId("band"), room.band !== null)) {
    tell(byId("band"), room.band.heading === room.question ? "" : make("h2", { dir: "auto" }, room.band.heading), make("p", { class: "large", dir: "auto" }, room.band.text),
      ...room.band.lines.map((text) => make("p", { class: "quiet", dir: "auto" }, text)));
  }
}

function drawFooter(room, you) {
  tell(byId("who"), phrase("You are {}", you.name), isDone() ? " · done" : "");
  write(byId("people"), listed([counted(room.people, "1 in", "{} in"), state.brokenSince ? "Not connected" : "Connected"]));
  const done = byId("done");
  write(done, isDone() ? "Not done yet" : "I’m done");
}

function drawRefused() {
  const part = byId("refused");
  if (!show(part, outbox.refused.length > 0)) return;
  if (!part.firstChild) part.append(make("h2", null, "Not taken"), make("div"));
  fill(part.lastChild, outbox.refused, (each) => each.key, (each) => {
    const area = make("textarea", { readonly: true, rows: 2, dir: "auto", "aria-label": "Your words" });
    area.value = each.text;
    // The clipboard of newer browsers works only over an encrypted line.
    const copy = () => {
      area.select();
      announce(document.execCommand("copy") ? "Copied." : "Selected. Copy it from here.");
    };
    return make("div", { class: "card" }, make("p", null, each.reason), area, make("div", { class: "row" },
      make("button", { type: "button", onclick: copy }, "Copy"),
      make("button", { type: "button", class: "plain", onclick: () => forgetRefused(each.key) }, "Delete")));
  });
}

function drawClock() {
  const clock = !byId("room").hidden && state.room && state.room.clock;
  if (show(byId("clock"), Boolean(clock))) write(byId("clock"), timeOf(clock));
}

function drawLine() {
  const isWaitedFor = state.phase === "in" || state.phase === "asked";
  const notice = state.notice && state.notice.until > now() ? state.notice.reason : "";
  // The line stays above the foot, which is as high as its words need.
  document.documentElement.style.setProperty("--foot", byId("footer").offsetHeight + "px");
  write(byId("line"), notice || (isWaitedFor ? lineSentence() : ""));
}

let phaseShown = "start";

function draw() {
  const { phase, room, you } = state;
  const isIn = phase === "in" && you !== null && room !== null && room.kind !== "paused";
  show(byId("door"), phase === "door" || phase === "scan");
  show(byId("typed"), phase === "scan");
  if (phase === "door") drawHeading("", "Join the meeting");
  drawMessage(phase !== "door" && !isIn);
  drawRefused();
  show(byId("footer"), isIn);
  show(byId("turn"), false);
  if (show(byId("room"), isIn)) {
    drawHeader(room);
    [vote, links, promises, fingers, statements, cards].forEach((part) => part.draw(room));
    [verdicts, actions].forEach((part) => part.draw(room, you.actions));
    waitingList.draw();
    own.draw();
    wall.draw(room);
    const hasNothing = room.vote === null && !room.fingers && Object.values(forms).every((each) => each.form.hidden);
    show(byId("idle"), hasNothing && promises.list.hidden && actions.list.hidden);
    document.querySelectorAll(".privacy").forEach((hint) => write(hint, privacySentence(room)));
    drawFooter(room, you);
  }
  drawClock();
  drawLine();
  if (phaseShown !== phase) {
    phaseShown = phase;
    // What had the focus may be gone; who listens begins at the heading.
    const active = document.activeElement;
    if (active === document.body || active.closest("[hidden]")) byId("question").focus();
  }
}

window.addEventListener("error", () => {
  state.notice = { reason: "Something went wrong on this page. Load it again: what you sent is kept.", until: Infinity };
  drawLine();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) line.hiddenSince = now();
  else wake();
});
window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
window.addEventListener("online", wake);
window.addEventListener("offline", noticeBreak);
window.addEventListener("hashchange", () => { 
  if (!readToken()) return;
  if (state.phase === "in") forNow.drop("token");
  else findOut();
});
setInterval(() => {
  watch();
  drawClock();
  drawLine();
}, 1000);

createDoor();
createRoom();
readToken();
findOut();
