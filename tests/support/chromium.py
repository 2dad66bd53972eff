"""Debian's Chromium without a window, driven over DevTools: phones that look at a page.

https://chromedevtools.github.io/devtools-protocol
"""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.support.needs import do_without

T = TypeVar("T")
SECONDS = 30.0
"""After which a browser that doesn't answer, or a page that doesn't get there, is a failure."""
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
)


class Chromium:
    """A browser that shows the pages of many devices."""

    def __init__(self, process: "subprocess.Popen[bytes]", address: str) -> None:
        self.process = process
        self._loop = asyncio.new_event_loop()
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._listeners: dict[str, Callable[[str, dict[str, Any]], None]] = {}
        self._socket = self._run(_connected(address))

    def call(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        """Return what the browser answers to a command."""
        self._number += 1
        number = self._number
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._run(self._sent(json.dumps(message)))
        while number not in self._answers:
            self._run(self._read())
        answer = self._answers.pop(number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: dict[str, Any] = answer["result"]
        return result

    def listen(self, session: str, heard: Callable[[str, dict[str, Any]], None]) -> None:
        """Tell what happens in a session."""
        self._listeners[session] = heard

    def pause(self, seconds: float) -> None:
        """Let the browser go on, and hear what it tells meanwhile."""
        with_end = asyncio.wait_for(self._read(), seconds)
        try:
            self._run(with_end)
        except TimeoutError:
            return

    def context(self) -> str:
        """Return the id of a new place for pages, that knows nothing of the others."""
        return str(self.call("Target.createBrowserContext")["browserContextId"])

    def close(self) -> None:
        """End the browser."""
        self._run(self._closed())
        self.process.terminate()
        self.process.wait(SECONDS)
        self._loop.close()

    async def _closed(self) -> None:
        self._socket.close()
        # The reader of the socket ends with it.
        await asyncio.sleep(0.05)

    async def _sent(self, text: str) -> None:
        await self._socket.write_message(text)

    async def _read(self) -> None:
        text = await self._socket.read_message()
        assert text is not None, "the browser has ended"
        message = json.loads(text)
        if "id" in message:
            self._answers[message["id"]] = message
        elif heard := self._listeners.get(message.get("sessionId", "")):
            heard(message["method"], message["params"])

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the browser's loop, on whichever thread asks; one asks at a time."""
        return self._loop.run_until_complete(asyncio.wait_for(work, SECONDS))


async def _connected(address: str) -> WebSocketClientConnection:
    request = HTTPRequest(address, request_timeout=SECONDS)
    return await websocket_connect(request, max_message_size=64 << 20)


class Device:
    """A phone that has never been anywhere, with one page open.

    What its page complains of is kept, and what it asks for. `zoom` is how much larger the user has
    made everything; a browser that `keeps` nothing lets no page store a thing.
    """

    def __init__(
        self,
        browser: Chromium,
        *,
        width: int = 390,
        height: int = 844,
        zoom: float = 1,
        is_dark: bool = False,
        keeps: bool = True,
        features: dict[str, str] | None = None,
    ) -> None:
        self._browser, self._context = browser, browser.context()
        self.complaints: list[str] = []
        self.addresses: list[str] = []
        self._target, self._session = self._opened_tab()
        self._width, self._height, self._zoom = round(width / zoom), round(height / zoom), zoom
        self._look(self._height)
        self._call("Emulation.setTouchEmulationEnabled", enabled=True)
        if not keeps:
            self._call("Page.addScriptToEvaluateOnNewDocument", source=_KEEP_NOTHING)
        chosen = {"prefers-color-scheme": "dark" if is_dark else "light", **(features or {})}
        named = [{"name": name, "value": value} for name, value in chosen.items()]
        self._call("Emulation.setEmulatedMedia", features=named)

    def _opened_tab(self) -> tuple[str, str]:
        target = self._browser.call(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )["targetId"]
        session = self._browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self._browser.listen(session["sessionId"], self._hear)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._browser.call(f"{domain}.enable", session["sessionId"])
        return target, session["sessionId"]

    def _call(self, method: str, **params: object) -> dict[str, Any]:
        return self._browser.call(method, self._session, **params)

    def _hear(self, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.complaints.append(str(params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            # That the network is off, or a server says no, is what the tests do to it.
            if params["entry"]["source"] != "network":
                self.complaints.append(str(params["entry"]))
        elif method == "Network.requestWillBeSent":
            self.addresses.append(params["request"]["url"])

    def open(self, address: str) -> None:
        """Open an address, as a phone does that has scanned a code."""
        self._call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")

    def reload(self) -> None:
        self._call("Page.reload")
        self.wait("document.readyState === 'complete'")

    def read(self, script: str) -> object:
        """Return what a piece of script says."""
        found = self._call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, f"{script}: {found['exceptionDetails']}"
        return found["result"].get("value")

    def wait(self, script: str) -> None:
        """Wait until a piece of script says so."""
        end = time.monotonic() + SECONDS
        while not self._is_true(script):
            assert time.monotonic() < end, f"never: {script}\n\n{self.text}\n{self.complaints}"
            self._browser.pause(0.05)

    def _is_true(self, script: str) -> bool:
        found = self._call("Runtime.evaluate", expression=script, returnByValue=True)
        # While a page loads there is nothing yet to ask.
        return "exceptionDetails" not in found and bool(found["result"].get("value"))

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return str(self.read("document.body.innerText"))

    def wait_for(self, text: str) -> None:
        """Wait until a text can be read on the page."""
        self.wait(f"document.body.innerText.includes({json.dumps(text)})")

    def tap(self, text: str) -> None:
        """Tap what is called so: a button, a choice, or a field by its label."""
        place = f"({_FIND})({json.dumps(text)})"
        self.wait(f"{place} !== null")
        found: object = None
        for _ in range(100):
            before, found = found, self.read(place)
            if found == before:
                break
            # What arrives may still move it away from under the finger.
            self._browser.pause(0.05)
        x, y = cast("list[float]", found)
        point = {"x": x, "y": y}
        self._call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        self._call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self._call("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """Press and release a key, with its code in Windows."""
        text = "\r" if key == "Enter" else ""
        for kind in ("keyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    def set_network(self, is_on: bool) -> None:
        """Turn the network of this device off or on."""
        self._call(
            "Network.emulateNetworkConditions",
            offline=not is_on,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    @contextmanager
    def another_tab_in_front(self, address: str = "about:blank") -> Iterator[None]:
        """Put the page in the background for a while."""
        other = self._browser.call(
            "Target.createTarget", url=address, browserContextId=self._context
        )["targetId"]
        self.wait("document.hidden")
        yield
        self._browser.call("Target.closeTarget", targetId=other)
        self._call("Page.bringToFront")
        self.wait("!document.hidden")

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """Save what is seen of the page, or the whole of it as on a phone that is long enough."""
        if whole:
            self._look(cast("int", self.read("document.documentElement.scrollHeight")))
        found = self._call("Page.captureScreenshot", format="png")["data"]
        file.write_bytes(base64.b64decode(found))
        if whole:
            self._look(self._height)

    def _look(self, height: int) -> None:
        """Be as wide as the phone is, and so high, in the units of the page."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=self._width,
            height=height,
            deviceScaleFactor=2 * self._zoom,
            mobile=True,
        )

    def close(self) -> None:
        """Close the page, and forget all that its device knew."""
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)


_KEEP_NOTHING = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {
    get() { throw new DOMException("", "SecurityError"); }
  });"""
_FIND = """text => {
  const name = (node) => node.getAttribute("aria-label") || node.textContent.trim();
  const nodes = [...document.querySelectorAll("button, label, summary, a")];
  const seen = nodes.filter((node) => node.offsetParent !== null && name(node) === text);
  if (!seen.length) return null;
  const field = seen[0].control;
  const found = field && field.type.startsWith("text") ? field : seen[0];
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Run a browser for a while; without one the test is skipped."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        do_without("chromium", "a page is looked at with it")
    with TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": folder},
        )
        try:
            browser = Chromium(process, _address(Path(folder), process))
            yield browser
            browser.close()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _address(folder: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return where a browser that starts can be driven, once it has said so."""
    file, end = folder / "DevToolsActivePort", time.monotonic() + 2 * SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the browser has ended"
        lines = file.read_text().split() if file.exists() else []
        if len(lines) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise AssertionError("the browser does not say where it can be driven")
