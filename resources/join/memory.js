// What the page remembers on this device. Where a browser allows no storage, or it is full, it
// remembers until it is closed.

function memoryIn(area) {
  const kept = new Map();
  const memory = {
    works: true,
    get(key, otherwise) {
      const text = kept.get(key);
      if (text === undefined) return otherwise;
      try {
        return JSON.parse(text);
      } catch (fault) {
        return otherwise;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      if (kept.get(key) === text) return;
      kept.set(key, text);
      try {
        area().setItem("join." + key, text);
      } catch (fault) {
        memory.works = false;
      }
    },
    drop(key) {
      kept.delete(key);
      try {
        area().removeItem("join." + key);
      } catch (fault) {
        memory.works = false;
      }
    },
    keys: (prefix) => Array.from(kept.keys()).filter((key) => key.startsWith(prefix)).sort(),
  };
  try {
    const found = area();
    for (let index = 0; index < found.length; index += 1) {
      const name = found.key(index);
      if (name.startsWith("join.")) kept.set(name.slice(5), found.getItem(name));
    }
    found.setItem("join.works", "1");
  } catch (fault) {
    memory.works = false;
  }
  return memory;
}

const memory = memoryIn(() => window.localStorage);
const forNow = memoryIn(() => window.sessionStorage);

// Milliseconds that never go back: a phone that sets its clock must not wait for what was an hour.
const past = { latest: 0, ahead: 0 };

function now() {
  const at = Date.now() + past.ahead;
  if (at < past.latest) past.ahead += past.latest - at;
  past.latest = Math.max(past.latest, at);
  return past.latest;
}

// Thirty-two random hexadecimal digits; what gives out UUIDs works only over an encrypted line.
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What everything on the page is made of. `phase` is how far this device is: start, door, asked,
// in, out, over or scan.
const state = {
  phase: "start",
  why: "",
  room: null,
  you: null,
  brokenSince: 0,
};

let isRefreshDue = false;

// Draw what has changed, once, after all that happens now.
function refresh() {
  if (isRefreshDue) return;
  isRefreshDue = true;
  Promise.resolve().then(() => {
    isRefreshDue = false;
    draw();
  });
}
