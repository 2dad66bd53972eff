// What is on the wall, to read on one's own device.

const wall = {
  part: make("details", { class: "part", ontoggle: () => refresh() }, make("summary"), make("div")),
  stage: "",
  isOpenOn: (room) => ["statement", "answers", "opening", "close"].includes(room.kind) || (room.kind === "rank" && !room.vote),
  draw(room) {
    const hidden = room.columns.reduce((sum, column) => sum + column.hidden, 0);
    if (!show(wall.part, room.cards.length + hidden > 0)) return;
    const here = room.stage + (room.vote ? "/vote" : "");
    if (wall.stage !== here) {
      wall.stage = here;
      wall.part.open = wall.isOpenOn(room);
    }
    write(wall.part.firstChild, "On the wall: " + listed([
      room.cards.length || !hidden ? counted(room.cards.length, "1 card", "{} cards") : "",
      hidden ? counted(hidden, "1 hidden card", "{} hidden cards") : ""]));
    if (!wall.part.open) return;
    const has = (column) => column.hidden || room.cards.some((card) => card.side === column.side);
    fill(wall.part.lastChild, room.columns.filter(has), (column) => "side-" + column.side,
      () => make("section", null, make("h2", { dir: "auto" }), make("p", { class: "quiet" }), make("ol")),
      (node, column) => {
        const [title, note, list] = node.children;
        write(title, column.title);
        write(note, column.hidden ? counted(column.hidden, "1 hidden card", "{} hidden cards") : "");
        const cardsHere = room.cards.filter((card) => card.side === column.side);
        fill(list, cardsHere, (card) => card.id, wall.create, (card, each) => wall.update(card, each, column));
      });
  },
  create: () => make("li", null, words(""), make("div", { class: "row" }), make("p", { class: "quiet", dir: "auto" })),
  update(node, card, column) {
    const [text, chips, more] = node.children;
    node.className = `card ${column.tone || ""} depth${Math.min(card.depth, 3)}`;
    write(text, card.place ? `${card.place}. ${card.text}` : card.text);
    fill(chips, card.labels, (label) => label, () => make("span", { class: "chip", dir: "auto" }), write);
    const verdict = VERDICTS[card.status];
    write(more, listed([
      card.dots === null ? "" : counted(card.dots, "1 dot", "{} dots"),
      card.members ? counted(card.members, "group of 1 card", "group of {} cards") : card.theme,
      card.owner, card.due ? "by " + dayOf(card.due) : "", verdict ? verdict[0] : "", card.detail, card.author,
    ]));
  },
};
