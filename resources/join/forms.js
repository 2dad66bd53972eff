// Where something is written. The words in a field are kept on the device until they are sent, and
// a field that has some stays, even when the meeting goes on to another stage.

const forms = {};

// A field for one sentence with a button. `before` is between label and field, `after` below the
// field; `onsend` gets the words and returns why they can't go yet, or nothing.
function sentenceForm(name, { label, button, before, after, onsend }) {
  const draft = "draft." + name;
  const area = make("textarea", { id: name + "-text", rows: 2, maxlength: 500, dir: "auto",
    autocomplete: "off", autocapitalize: "sentences", enterkeyhint: "send",
    "aria-describedby": name + "-error" });
  const error = make("p", { id: name + "-error", class: "error", role: "alert" });
  const labelled = make("label", { for: area.id }, label || "");
  const submit = make("button", { class: "main" }, button);
  const form = make("form", { id: name + "-form", novalidate: true, hidden: true }, ...(before || []), labelled, area,
    error, ...(after || []), submit);
  const grow = () => {
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = area.scrollHeight + 4 + "px";
  };
  const self = {
    form, area, labelled, submit,
    text: () => area.value.trim(),
    set(text) {
      area.value = text;
      if (text) memory.set(draft, text);
      else memory.drop(draft);
      grow();
    },
    fail(reason) { write(error, reason); },
    show(isShown) {
      if (show(form, isShown)) grow();
      return isShown;
    },
  };
  area.value = memory.get(draft, "");
  area.addEventListener("input", () => {
    self.set(area.value);
    self.fail("");
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit.click();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = onsend(self.text());
    self.fail(reason || "");
    if (reason) return;
    self.set("");
    area.focus();
  });
  forms[name] = self;
  return form;
}

// Words that were not taken, or were taken back, return to their field if it is empty.
function giveBack(body, reason) {
  const form = ["card", "link", "statement"].includes(body.do) && forms[body.do];
  if (!form || form.form.hidden || form.text()) return false;
  if (body.do === "link") links.target = { kind: body.kind, parent: body.parent, text: "" };
  form.set(body.text);
  form.fail(reason);
  refresh();
  return true;
}

// A card for one of the columns. Which one is chosen once a stage, so that none goes astray.
const cards = {
  columns: memory.get("columns", []),
  stage: "",
  column: choices("radio", "column", "Column", "wide"),
  labels: choices("checkbox", "label", "Labels (optional)", "small"),
  create: () => sentenceForm("card", {
    label: "Your card",
    button: "Send",
    before: [cards.column.group],
    after: [make("p", { class: "hint privacy" }), cards.labels.group],
    onsend(text) {
      const column = cards.chosen();
      if (!column) return "Choose a column first.";
      if (!text) return "Write something first.";
      // A card that was promised no name gets none, however late it arrives.
      send({ do: "card", side: column.side, text, labels: cards.labels.chosen(), anonymous: !isNamed(column) });
      cards.labels.choose([]);
      announce(state.brokenSince ? "Your card waits on this phone." : "Card sent.");
      return "";
    },
  }),
  side: () => (cards.columns.length === 1 ? cards.columns[0].side : cards.column.chosen()[0] || ""),
  chosen: () => cards.columns.find((each) => each.side === cards.side()),
  draw(room) {
    const form = forms.card;
    const isOpen = room.kind === "board" || room.kind === "rank";
    const offered = isOpen ? room.columns.filter((column) => column.name) : [];
    if (offered.length) {
      cards.columns = offered;
      memory.set("columns", offered);
    }
    // A card that somebody was writing when the stage changed can still be sent.
    if (!form.show(cards.columns.length > 0 && (offered.length > 0 || form.text() !== ""))) return;
    cards.column.offer(cards.columns.map((each) => ({ id: each.side, text: each.name, tone: each.tone })),
      () => {
        forms.card.fail("");
        memory.set("column", { stage: room.stage, side: cards.side() });
        refresh();
      });
    if (offered.length && cards.stage !== room.stage) {
      const kept = memory.get("column", {});
      cards.column.choose(kept.stage === room.stage ? [kept.side] : []);
      cards.stage = room.stage;
    }
    show(cards.column.group, cards.columns.length > 1);
    const column = cards.chosen();
    show(cards.labels.group, Boolean(column && column.labels.length));
    cards.labels.offer(column ? column.labels : [], null);
    write(form.labelled, offered.length ? "Your card" : "Your unfinished card");
    tell(form.submit, column && cards.columns.length > 1 ? phrase("Send to “{}”", column.name) : "Send");
    form.submit.className = "main " + ((column && column.tone) || "");
  },
};

const isNamed = (column) => Boolean(state.room && state.room.names && column.names);

// Whether a name is kept may depend on the column: then nothing is said before one is chosen.
function privacySentence(room) {
  const columns = cards.chosen() ? [cards.chosen()] : room.columns;
  const named = columns.filter(isNamed).length;
  const name = named ? "Your name will be on it." : "Your name will not be on it.";
  const hidden = room.private ? "Only you see it until the facilitator reveals all cards." : "";
  return [hidden, named && named < columns.length ? "" : name].filter(Boolean).join(" ");
}

// An excuse, an origin or a strategy under something that is talked about.
const links = {
  target: memory.get("target", null),
  list: make("div", { class: "part" }),
  create: () => sentenceForm("link", {
    button: "Send",
    after: [make("p", { class: "hint privacy" })],
    onsend(text) {
      if (!text) return "Write something first.";
      const { kind, parent } = links.target;
      send({ do: "link", kind, parent, text });
      announce("Sent.");
      return "";
    },
  }),
  choose(target) {
    links.target = target;
    memory.set("target", target);
    refresh();
  },
  draw(room) {
    const options = room.about.flatMap((each) => each.adds.filter((kind) => kind !== "promise")
      .map((kind) => ({ kind, parent: each.id, text: each.text })));
    const same = (a, b) => Boolean(a && b && a.kind === b.kind && a.parent === b.parent);
    const form = forms.link;
    const isThere = options.find((each) => same(each, links.target));
    if (isThere) links.target = isThere;
    else if (!links.target || !form.text()) links.target = options[0] || null;
    if (form.show(Boolean(links.target && (options.length || form.text())))) {
      const kind = capital(room.words[links.target.kind] || links.target.kind);
      tell(form.labelled, links.target.text ? phrase(kind + " for “{}”", links.target.text) : kind);
      write(form.submit, "Send " + (room.words[links.target.kind] || "").toLowerCase());
    }
    if (!show(links.list, options.length > 1)) return;
    if (!links.list.firstChild) links.list.append(make("h2", null, "What are you writing about?"), make("div"));
    fill(links.list.lastChild, options, (each) => each.kind + each.parent, (each) => {
      const choose = () => { links.choose(each); forms.link.area.focus(); };
      return make("button", { type: "button", class: "pick", onclick: choose }, make("small"), make("span", { dir: "auto" }));
    }, (button, each) => {
      write(button.firstChild, capital(room.words[each.kind] || each.kind) + " for");
      write(button.lastChild, each.text);
      button.setAttribute("aria-pressed", String(same(each, links.target)));
    });
  },
};

// One sentence on a stage that asks for it.
const statements = {
  stage: "",
  create: () => sentenceForm("statement", {
    label: "Your sentence",
    button: "Send",
    after: [make("p", { class: "hint privacy" })],
    onsend(text) {
      if (!text) return "Write something first.";
      send({ do: "statement", stage: statements.stage, text });
      announce("Sent.");
      return "";
    },
  }),
  draw(room) {
    const isOpen = room.kind === "statement";
    if (isOpen) statements.stage = room.stage;
    forms.statement.show(isOpen || Boolean(statements.stage && forms.statement.text()));
  },
};
