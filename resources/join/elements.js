// Elements: made and brought up to date in place, so that focus and what is typed stay. Only
// textContent is ever set: what people write is text.

const byId = (id) => document.getElementById(id);

// make("p", {class: "hint"}, "words", child): attributes that begin with "on" are listeners.
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  });
  node.append(...children);
  return node;
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
  return node;
}

function show(node, isShown) {
  if (node.hidden === isShown) node.hidden = !isShown;
  return isShown;
}

// Words of people, whose direction is their own.
const words = (text) => make("p", { class: "words", dir: "auto" }, text);

// A sentence with words of people in it: phrase("Excuse for “{}”", text).
function phrase(sentence, ...values) {
  const parts = document.createDocumentFragment();
  sentence.split("{}").forEach((part, index) => {
    if (index) parts.append(make("bdi", null, values[index - 1]));
    parts.append(part);
  });
  return parts;
}

// Replace what is in a node only when it reads otherwise: a screen reader speaks what is replaced.
function tell(node, ...parts) {
  const next = make("div", null, ...parts);
  if (node.textContent !== next.textContent) node.replaceChildren(...next.childNodes);
}

// Bring the children of a node up to date with a list: each has a key, and stays the same element.
function fill(parent, list, keyOf, create, update) {
  const focused = document.activeElement;
  const hadFocus = focused !== parent && parent.contains(focused);
  const known = new Map(Array.from(parent.children, (child) => [child.dataset.key, child]));
  const wanted = list.map((each) => {
    const key = keyOf(each);
    const child = known.get(key) || create(each);
    child.dataset.key = key;
    known.delete(key);
    if (update) update(child, each);
    return child;
  });
  known.forEach((child) => child.remove());
  wanted.forEach((child, index) => {
    const there = parent.children[index];
    if (there !== child) parent.insertBefore(child, there || null);
  });
  if (!hadFocus || document.activeElement === focused) return;
  // A moved element loses the focus; a removed one leaves it to the list that it was in.
  if (!focused.isConnected) parent.tabIndex = -1;
  (focused.isConnected ? focused : parent).focus({ preventScroll: true });
}

// Say something once to those who listen to the page.
function announce(text) {
  const said = byId("said");
  said.textContent = said.textContent === text ? text + "\u00a0" : text;
}

// Hold or free a button without taking its focus away.
function hold(button, isHeld) {
  if (isHeld) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

const isHeld = (button) => button.getAttribute("aria-disabled") === "true";

// A group of choices as large as buttons; `kind` is radio or checkbox.
function choices(kind, name, legend, classes) {
  const list = make("div", { class: "choices " + classes });
  const title = make("legend", { class: classes === "wide" ? "unseen" : "" }, legend);
  const group = make("fieldset", null, title, list);
  const inputs = () => Array.from(list.querySelectorAll("input"));
  return {
    group,
    // `options` are {id, text, tone}.
    offer(options, onchange) {
      fill(list, options, (each) => each.id, () => {
        const input = make("input", { type: kind, name, onchange });
        return make("label", { class: "choice" }, input, make("span", null, make("bdi")));
      }, (label, each) => {
        label.className = "choice " + (each.tone || "");
        label.firstChild.value = each.id;
        write(label.querySelector("bdi"), each.text);
      });
    },
    chosen: () => inputs().filter((input) => input.checked).map((input) => input.value),
    choose(ids) {
      inputs().forEach((input) => { input.checked = ids.includes(input.value); });
    },
    focus() {
      const first = inputs().find((input) => input.checked) || inputs()[0];
      if (first) first.focus();
    },
  };
}
