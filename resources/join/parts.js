// What is on the page beside the fields: a vote, fingers, what one sent, what is on the wall.

const cardOf = (id) => state.room.cards.find((card) => card.id === id);

// One's dots: what is given, and what a user has just chosen.
const vote = {
  list: make("section", { class: "part" }),
  given(gap) {
    const waiting = pending("dots." + gap);
    return waiting ? waiting.body.dots : (state.you.dots && state.you.dots.given[gap]) || 0;
  },
  rule: () => state.you.dots || state.room.vote,
  left: () => vote.rule().dots - state.room.vote.gaps.reduce((sum, gap) => sum + vote.given(gap), 0),
  give(gap, by) {
    const dots = vote.given(gap) + by;
    if (dots < 0) return;
    if (by > 0 && vote.left() < 1) announce("No dots left.");
    else if (dots > vote.rule().most) announce(`At most ${vote.rule().most} on one.`);
    else {
      send({ do: "dots", gap, dots }, "dots." + gap);
      announce(`${dots} here. ${counted(vote.left(), "1 dot left.", "{} dots left.")}`);
    }
  },
  create(gap) {
    const button = (by, sign, name) => make("button", { type: "button", onclick: () => vote.give(gap, by),
      "aria-label": name, "aria-describedby": "gap-" + gap }, sign);
    const text = words("");
    text.id = "gap-" + gap;
    return make("li", { class: "card gap" }, text, make("p", { class: "quiet" }), make("div", { class: "dots" },
      button(-1, "−", "One dot less"), make("b"), button(1, "+", "One dot more"), make("span", { "aria-hidden": "true" })));
  },
  update(row, gap) {
    const [text, more, dots] = row.children;
    const card = cardOf(gap);
    const given = vote.given(gap);
    write(text, card ? card.text : "");
    write(more, card && card.members ? counted(card.members, "group of 1 card", "group of {} cards") : "");
    write(dots.children[1], String(given));
    write(dots.children[3], "●".repeat(Math.min(given, 10)));
    hold(dots.children[0], given < 1);
    hold(dots.children[2], vote.left() < 1 || given >= vote.rule().most);
  },
  draw(room) {
    if (!show(vote.list, room.vote !== null)) return;
    if (!vote.list.firstChild) vote.list.append(make("h2"), make("p", { class: "hint" }), make("ol"));
    const [heading, hint, list] = vote.list.children;
    const left = vote.left();
    write(heading, left ? counted(left, "1 dot left", `{} of ${vote.rule().dots} dots left`) : "All dots given");
    write(hint, `At most ${vote.rule().most} on one. You can change them until the vote ends.`
      + (room.vote.secret ? " Nobody sees them until then." : ""));
    fill(list, room.vote.gaps, (gap) => gap, vote.create, vote.update);
  },
};

// What the meeting was worth, 1 to 5.
const fingers = {
  choice: choices("radio", "fingers", "Was this meeting worth your time?", "five"),
  part: null,
  create() {
    const hint = make("p", { class: "hint" }, "1: not at all. 5: very much.");
    const back = make("button", { type: "button", class: "plain", onclick: () => fingers.raise(0) }, "Take it back");
    fingers.part = make("section", { class: "part" }, fingers.choice.group, hint, back);
    return fingers.part;
  },
  raise: (number) => send({ do: "fingers", fingers: number }, "fingers"),
  draw(room) {
    if (!show(fingers.part, room.fingers)) return;
    fingers.choice.offer([1, 2, 3, 4, 5].map((n) => ({ id: String(n), text: String(n) })),
      (event) => fingers.raise(Number(event.target.value)));
    const waiting = pending("fingers");
    const raised = waiting ? waiting.body.fingers : state.you.fingers || 0;
    fingers.choice.choose([String(raised)]);
    show(fingers.part.lastChild, raised > 0);
  },
};

// What this device has sent: what waits, then what has arrived, the latest first.
const own = {
  part: make("section", { class: "part" }, make("h2", null, "What you sent"), make("div")),
  open: "",
  rows() {
    const waiting = waitingWords().filter((entry) => ["card", "link", "statement"].includes(entry.body.do))
      .map((entry) => ({ id: entry.key, text: entry.body.text, side: entry.body.side, labels: entry.body.labels || [], entry }));
    const arrived = outbox.sent.concat(state.you.items.filter((item) => !outbox.sent.some((sent) => sent.id === item.id)));
    return waiting.reverse().concat(arrived.slice().sort((a, b) => own.place(b) - own.place(a)));
  },
  place(item) {
    const index = state.you.items.findIndex((each) => each.id === item.id);
    return index < 0 ? state.you.items.length + outbox.sent.indexOf(item) : index;
  },
  labelsOf: (side) => (cards.columns.find((column) => column.side === side) || { labels: [] }).labels,
  takeBack(row) {
    if (row.entry) {
      if (isFlying(row.entry)) return;
      drop(row.entry);
    } else send({ do: "back", of: keyOf(row.id) }, "back." + row.id);
    const isInField = Boolean(row.side) && giveBack({ do: "card", text: row.text }, "");
    if (isInField) cards.column.choose([row.side]);
    announce(isInField ? "Taken back. The words are in the field again." : "Taken back.");
    refresh();
  },
  create(row) {
    const label = choices("checkbox", "label-" + row.id, "Labels", "small");
    const node = make("div", { class: "card" }, words(""), make("div", { class: "row" }), make("div", { class: "row" },
      make("span", { class: "quiet" }),
      make("button", { type: "button", class: "plain", onclick: () => own.toggle(node.row.id) }, "Labels"),
      make("button", { type: "button", class: "plain", onclick: () => own.takeBack(node.row) }, "Take back")), label.group);
    node.label = label;
    return node;
  },
  toggle(id) {
    own.open = own.open === id ? "" : id;
    refresh();
  },
  update(node, row) {
    node.row = row;
    const [text, chips, bar] = node.children;
    const [note, labels, back] = bar.children;
    const column = cards.columns.find((each) => each.side === row.side);
    const offered = own.labelsOf(row.side);
    const chosen = (pending("labels." + row.id) || { body: row }).body.labels;
    const isGoing = Boolean(pending("back." + row.id));
    node.className = `card ${(column && column.tone) || ""} ${row.entry || isGoing ? "waits" : ""}`;
    write(text, row.text);
    write(note, row.entry ? (state.brokenSince ? "Waits on this phone" : "On its way") : row.hidden ? "Only you see this" : "");
    fill(chips, offered.filter((each) => chosen.includes(each.id)), (each) => each.id,
      () => make("span", { class: "chip", dir: "auto" }), (chip, each) => write(chip, each.text));
    const canChange = !row.entry && !isGoing && Boolean(keyOf(row.id));
    const isOpen = own.open === row.id && canChange;
    show(labels, canChange && row.back && offered.length > 0);
    labels.setAttribute("aria-expanded", String(isOpen));
    show(back, row.entry ? !isFlying(row.entry) : canChange && row.back);
    show(bar, [note, labels, back].some((each) => !each.hidden && each.textContent));
    if (!show(node.label.group, isOpen && offered.length > 0)) return;
    node.label.offer(offered, () => {
      send({ do: "labels", of: keyOf(row.id), labels: node.label.chosen() }, "labels." + row.id);
    });
    node.label.choose(chosen);
  },
  draw() {
    const rows = own.rows();
    if (show(own.part, rows.length > 0)) fill(own.part.lastChild, rows, (row) => row.id, own.create, own.update);
  },
};

// What the facilitator looks at first.
const waitingList = {
  part: make("section", { class: "part" }, make("h2", null, "Waiting for the facilitator"), make("div")),
  draw() {
    const onTheWay = waitingWords().filter((entry) => ["promise", "verdict"].includes(entry.body.do));
    const rows = onTheWay.map((entry) => ({ id: entry.key, text: entry.body.text || VERDICTS[entry.body.status][0] }))
      .concat(state.you.waiting);
    if (!show(waitingList.part, rows.length > 0)) return;
    fill(waitingList.part.lastChild, rows, (row) => row.id, () => make("div", { class: "card waits" }, words("")),
      (node, row) => write(node.firstChild, row.text || "What you said of your action"));
  },
};
