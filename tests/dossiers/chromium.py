"""A Chromium without a window, driven over its debugging pipe: a person's keyboard, a person's eyes.

Belongs here: starting and ending the browser, and the few commands of the DevTools protocol that tests use
(https://chromedevtools.github.io/devtools-protocol/). The pipe needs no port, no driver and no package.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = f"no browser: none of {', '.join(NAMES)} is on the PATH (Debian: apt-get install chromium)"
#: key -> code of Windows' keyboard, and the text that it types
_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "ArrowDown": (40, ""), "ArrowUp": (38, ""), "Space": (32, " ")}
_SHIFT = 8


def browser_path() -> str | None:
    """The browser that PARLEY_CHROMIUM names, or the first that is installed."""
    return os.environ.get("PARLEY_CHROMIUM") or next((p for p in map(shutil.which, NAMES) if p), None)


class Chromium:
    """One page of a running browser. `said` keeps what pages wrote to the console, and what broke their policy."""

    def __init__(self, write_to: int, read_from: int) -> None:
        self._out = os.fdopen(write_to, "wb", buffering=0)
        self._in = os.fdopen(read_from, "rb", buffering=0)
        self._rest = b""
        self._number = 0
        self._loaded = False
        self._session: str | None = None
        self.said: list[str] = []
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.command(f"{domain}.enable")

    def command(self, method: str, **params: Any) -> Any:
        """One command of the protocol. RuntimeError where the browser refuses it."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def open(self, address: str) -> None:
        """Open an address, and wait until it and all that it names is loaded."""
        self._loaded = False
        self.command("Page.navigate", url=address)
        self.wait_loaded()

    def wait_loaded(self) -> None:
        """Wait for the page that is being opened."""
        while not self._loaded:
            self._message()
        self._loaded = False

    def value(self, expression: str) -> Any:
        """The value of an expression in the page, awaited. RuntimeError where it throws."""
        came = self.command("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in came:
            raise RuntimeError(came["exceptionDetails"].get("exception", {}).get("description", "thrown"))
        return came["result"].get("value")

    def until(self, expression: str, seconds: float = 5.0) -> Any:
        """The value of an expression as soon as it is true. AssertionError where it never is."""
        end = monotonic() + seconds
        while monotonic() < end:
            value = self.value(expression)
            if value:
                return value
            sleep(0.02)
        raise AssertionError(f"never true: {expression}")

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and let go of a key."""
        code, text = _KEYS[key]
        keys = {"key": key if key != "Space" else " ", "code": key, "windowsVirtualKeyCode": code}
        given: dict[str, Any] = {**keys, "modifiers": _SHIFT if shift else 0}
        self.command("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **given, text=text)
        self.command("Input.dispatchKeyEvent", type="keyUp", **given)

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        for letter in text:
            self.command("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            self.command("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def screen(self, width: int, *, dark: bool = False, height: int = 900) -> None:
        """Take the size of a screen, and its taste in colours."""
        mobile = width < 600
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self, path: Path, *, most: int = 4000) -> None:
        """A PNG of the whole page, or of its first `most` pixels down."""
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], most), "scale": 1}
        shot = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def paper(self, path: Path) -> None:
        """The page as a PDF, as a printer would get it."""
        printed = self.command("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)
        path.write_bytes(base64.b64decode(printed["data"]))

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = self._in.read(1 << 16)
            if not read:
                raise RuntimeError("the browser ended")
            self._rest += read
        line, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Log.entryAdded":
            self.said.append(f"{params['entry']['level']}: {params['entry']['text']}")
        elif method == "Runtime.exceptionThrown":
            self.said.append(f"thrown: {params['exceptionDetails'].get('text')}")
        elif method == "Page.javascriptDialogOpening":
            self.said.append(f"dialog: {params['message']}")
        elif method == "Network.requestWillBeSent" and not params["request"]["url"].startswith(("file:", "data:")):
            self.said.append(f"asked for: {params['request']['url']}")


@contextmanager
def running(profile: Path) -> Iterator[Chromium]:
    """A browser with a new profile, ended at the end. FileNotFoundError where none is installed."""
    path = browser_path()
    if path is None:
        raise FileNotFoundError(MISSING)
    to_browser, from_browser = os.pipe(), os.pipe()
    arguments = [
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
        *("--hide-scrollbars", "--force-color-profile=srgb", "--disable-extensions", "--remote-debugging-pipe"),
        f"--user-data-dir={profile}",
    ]
    # the browser reads commands from descriptor 3 and answers on 4
    moved = f'exec "$0" "$@" 3<&{to_browser[0]} 4>&{from_browser[1]}'
    process = subprocess.Popen(
        ["bash", "-c", moved, path, *arguments],
        pass_fds=(to_browser[0], from_browser[1]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser[0])
    os.close(from_browser[1])
    try:
        yield Chromium(to_browser[1], from_browser[0])
    finally:
        process.terminate()
        process.wait(timeout=10)
