// What the page says.

const STAY = "Stay on this Wi-Fi, even if your phone says it has no internet.";

const WHY = {
  other: "The facilitator’s computer did not take this.",
  malformed: "The facilitator’s computer could not read this.",
  "vote-over": "The vote is over: this dot came too late.",
  "too-many-dots": "That is more dots than one can get.",
  "no-dots-left": "No dots left.",
  "vote-full": "No more people can take part in this vote.",
  gone: "What this was for is no longer there.",
  "not-yours": "Only the person who wrote this can change it.",
  "in-use": "The meeting already builds on this, so it stays.",
  "no-name": "The meeting doesn’t know your name, so it can’t go under your name.",
  empty: "There were no words in it.",
  "too-long": "That is too long. Shorten it, then send it again.",
  "past-day": "That day has passed. Choose a later one.",
  "not-now": "That can’t be done at this point of the meeting.",
  full: "The meeting can’t hold any more of this.",
};

// Why words that waited on this device are not sent any more.
const UNSENT = {
  over: "Not sent: joining ended first.",
  out: "Not sent: this device was removed first.",
  scan: "Not sent: this device is no longer in the meeting.",
  door: "Not sent: this device is no longer in the meeting.",
};

// What is said instead of the room: a heading, and sentences, of which the first is large.
const SCREENS = {
  start: ["Join the meeting", "Looking for the meeting…", STAY],
  unreachable: ["Join the meeting", "The facilitator’s computer can’t be reached.",
    "Is this device on the same Wi-Fi as that computer? This page keeps trying.",
    "If the wall shows a new code, scan it. " + STAY],
  scan: ["Join the meeting", "Scan the code on the wall.", "Use the camera of your phone, or type the code here."],
  "old-code": ["Join the meeting", "This code is no longer valid. Scan the code on the wall again, or type it here."],
  left: ["You left the meeting", "What you sent stays in the meeting.", "To come back, scan the code on the wall, or type it here."],
  asked: ["Hello, {}", "The facilitator will let you in. Please wait.", STAY],
  out: ["You are out of the meeting", "The facilitator has removed this device.",
    "If this is a mistake, talk to the facilitator."],
  over: ["Thank you", "Joining has ended. What you sent is kept in the meeting.", "You can close this page."],
  paused: ["The meeting is paused", "It goes on here as soon as the facilitator opens it again.", "What you sent is kept."],
};

// Why nobody can come in now, beside the name.
const DOOR = {
  "old-code": "That is not the code on the wall. Check each letter.",
  closed: "Nobody new can join right now. Ask the facilitator, then try again.",
  full: "Too many people are asking right now. Try again in a minute.",
  name: "Type your name. This meeting needs one.",
  other: "That did not work. Try again.",
  unreachable: "The facilitator’s computer can’t be reached. Check the Wi-Fi, then try again.",
};

const VERDICTS = {
  done: ["Done", "What is better now? (optional)"],
  progress: ["Progress", "How far along is it? (optional)"],
  excuse: ["Excuse", "What got in the way?"],
  dropped: ["Dropped", "Why? (optional)"],
};

const counted = (count, one, many) => (count === 1 ? one : many.replace("{}", count));

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const listed = (texts) => texts.filter(Boolean).join(" · ");

// A day as this device writes it; days come as year-month-day and have no time zone.
function dayOf(text) {
  const [year, month, day] = text.split("-").map(Number);
  const format = { weekday: "short", month: "short", day: "numeric" };
  return new Date(year, month - 1, day).toLocaleDateString(undefined, format);
}

function dayFromNow(days) {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function timeOf(clock) {
  const left = Math.round(clock.left - (clock.runs ? (now() - clock.heard) / 1000 : 0));
  const all = Math.abs(left);
  const time = `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
  return listed([time + (left < 0 ? " over" : " left"), clock.runs ? "" : "paused"]);
}

// How the line is, in words; nothing while it works.
function lineSentence() {
  const waiting = waitingWords().length;
  const wait = counted(waiting, "1 card waits on this phone and goes by itself.",
    "{} cards wait on this phone and go by themselves.");
  const risk = memory.works ? "" : " This browser keeps nothing: don’t close the page while a card waits.";
  const isOffline = navigator.onLine === false;
  const isBroken = state.brokenSince && (isOffline || now() - state.brokenSince > 1500);
  if (!isBroken) return waiting && risk ? wait + risk : "";
  const what = isOffline ? "No network" : "The facilitator’s computer can’t be reached";
  const code = isOffline ? "" : " If the wall shows a new code, scan it.";
  if (waiting) return `${what}: ${wait}${code}${risk}`;
  const canWrite = state.phase === "in" ? " You can go on writing." : "";
  return `${what}.${canWrite}${code || " " + STAY}`;
}
