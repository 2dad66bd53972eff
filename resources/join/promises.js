// Actions of one's own: taken on, looked back on, agreed to. The facilitator confirms them.

const dateField = (id, label) => ({
  label: make("label", { for: id }, label),
  input: make("input", { type: "date", id, min: dayFromNow(0) }),
});

// “I’ll do that”: what, and by when.
const promises = {
  target: null,
  due: dateField("due", "By when?"),
  list: make("div", { class: "part" }),
  create: () => sentenceForm("promise", {
    label: "What will you do?",
    button: "I’ll do that",
    before: [make("h2", { id: "promise-for" })],
    after: [promises.due.label, promises.due.input],
    onsend(text) {
      if (!text) return "Write what you will do.";
      if (!promises.due.input.value) return "Choose a day.";
      send({ do: "promise", parent: promises.target.id, text, due: promises.due.input.value });
      announce("Sent. The facilitator confirms it.");
      promises.target = null;
      return "";
    },
  }),
  choose(each) {
    promises.target = each;
    if (!forms.promise.text()) forms.promise.set(each.text);
    if (!promises.due.input.value) promises.due.input.value = dayFromNow(14);
    forms.promise.fail("");
    draw();
    forms.promise.area.focus();
  },
  draw(room) {
    const options = room.about.filter((each) => each.adds.includes("promise"));
    const form = forms.promise;
    const found = promises.target && options.find((each) => each.id === promises.target.id);
    if (found) promises.target = found;
    else if (!form.text()) promises.target = null;
    if (form.show(promises.target !== null)) {
      tell(byId("promise-for"), promises.target.text ? phrase("For “{}”", promises.target.text) : "Your promise");
    }
    const others = options.filter((each) => each !== promises.target);
    if (!show(promises.list, others.length > 0)) return;
    if (!promises.list.firstChild) promises.list.append(make("h2", null, "What will you do?"), make("div"));
    write(promises.list.firstChild, form.form.hidden ? "What will you do?" : "Or choose something else");
    fill(promises.list.lastChild, others, (each) => each.id, (each) => {
      const button = make("button", { type: "button", onclick: () => promises.choose(each) }, "I’ll do that");
      const text = words("");
      text.id = "promise-" + each.id;
      button.setAttribute("aria-describedby", text.id);
      return make("div", { class: "card strength" }, text, make("div", { class: "row" }, button));
    }, (row, each) => write(row.firstChild, each.text));
  },
};

// What became of an action: done, progress, an excuse, or dropped.
const verdicts = {
  target: "",
  status: choices("radio", "verdict", "How did it go?", "wide"),
  due: dateField("verdict-due", "New date (optional)"),
  create: () => sentenceForm("verdict", {
    button: "Send to the facilitator",
    before: [make("h2", { id: "verdict-for" }), verdicts.status.group],
    after: [verdicts.due.label, verdicts.due.input],
    onsend(text) {
      const [status] = verdicts.status.chosen();
      if (!status) return "Choose how it went.";
      if (status === "excuse" && !text) return "Write what got in the way.";
      const due = status === "progress" && verdicts.due.input.value ? verdicts.due.input.value : null;
      send({ do: "verdict", action: verdicts.target, status, text, due });
      announce("Sent. The facilitator confirms it.");
      verdicts.target = "";
      verdicts.status.choose([]);
      verdicts.due.input.value = "";
      return "";
    },
  }),
  choose(id) {
    verdicts.target = id;
    draw();
    verdicts.status.focus();
  },
  draw(room, own) {
    const form = forms.verdict;
    const isOpen = room.kind === "review";
    const action = own.find((each) => each.id === verdicts.target);
    if (!form.show(Boolean(action && (isOpen || form.text())))) return;
    const options = Object.entries(VERDICTS).map(([id, [text]]) => ({ id, text }));
    verdicts.status.offer(options, () => { form.fail(""); refresh(); });
    const [status] = verdicts.status.chosen();
    tell(byId("verdict-for"), phrase("“{}”", action.text));
    write(form.labelled, status ? VERDICTS[status][1] : "In a few words (optional)");
    show(verdicts.due.label, status === "progress");
    show(verdicts.due.input, status === "progress");
  },
};

// One's own actions: with what can be said of them on this stage.
const actions = {
  list: make("div", { class: "part" }),
  draw(room, own) {
    const isReview = room.kind === "review";
    const shown = own.filter((each) => (isReview ? each.earlier : room.kind === "close" && !each.earlier));
    if (!show(actions.list, isReview || shown.length > 0)) return;
    if (!actions.list.firstChild) {
      actions.list.append(make("h2", null, "Your actions"), make("p", { class: "hint" }), make("div"));
    }
    const [, none, list] = actions.list.children;
    write(none, shown.length ? "" : "You have no action from an earlier meeting.");
    fill(list, shown, (each) => each.id, actions.create, (row, each) => actions.update(row, each, isReview));
  },
  create(each) {
    const say = () => verdicts.choose(each.id);
    const yes = (event) => {
      if (!isHeld(event.target)) send({ do: "yes", action: each.id }, "yes." + each.id);
    };
    return make("div", { class: "card strength" }, words(""), make("p", { class: "quiet" }), make("div", { class: "row" },
      make("button", { type: "button", onclick: say }, "Say how it went"),
      make("button", { type: "button", onclick: yes }, "Yes, I’ll do it")));
  },
  update(row, each, isReview) {
    const [text, more, buttons] = row.children;
    const said = pending("verdict." + each.id);
    const status = VERDICTS[each.status] ? VERDICTS[each.status][0] : "";
    write(text, each.text);
    write(more, listed([each.due ? "by " + dayOf(each.due) : "", status]));
    show(buttons.firstChild, isReview && !said && each.id !== verdicts.target);
    const isSaid = Boolean(pending("yes." + each.id));
    show(buttons.lastChild, !isReview && (each.yes || isSaid));
    hold(buttons.lastChild, isSaid);
    show(buttons, !buttons.firstChild.hidden || !buttons.lastChild.hidden);
  },
};
