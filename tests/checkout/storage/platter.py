"""What a disk would still hold after a power cut, told from the calls that strace saw a process make.

Whatever was not flushed may be lost: content by fsync or fdatasync of its file, names by fsync of their directory. Or
part of it is there and part is not; ``whim`` decides for each write.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_TRACED = "openat,write,pwrite64,ftruncate,truncate,fsync,fdatasync,rename,unlink,mkdir"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (\d+)(<.*>)?$")
_STARTED = re.compile(r"^((?:\d+ +)?)(\w+)\((.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^((?:\d+ +)?)<\.\.\. (\w+) resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF_FILE = re.compile(r"^\d+<([^>]*)>")
Whim = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Call:
    """A call that worked: its name, its arguments as strace writes them, and the file it was made on."""

    name: str
    arguments: str
    path: str

    def texts(self) -> list[bytes]:
        return [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(self.arguments)]

    def numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r", (\d+)", _TEXT.sub("", self.arguments))]


def traced(program: str, arguments: list[str], log: Path) -> list[Call]:
    """Run a Python program under strace; return its file calls in order, what it writes to its output included."""
    said = f"--trace={_TRACED}"
    run = ["strace", "-f", "-y", "-xx", "-s", "9999999", "-o", str(log), said, "--seccomp-bpf"]
    subprocess.run([*run, sys.executable, "-c", program, *arguments], check=True, stdout=subprocess.DEVNULL)
    return list(_calls(log.read_text().splitlines()))


def _calls(lines: list[str]) -> Iterator[Call]:
    started: dict[str, str] = {}
    for line in lines:
        if begun := _STARTED.match(line):
            started[begun[1]] = f"{begun[1]}{begun[2]}({begun[3]}"
            continue
        resumed = _RESUMED.match(line)
        whole = started.pop(resumed[1], "") + resumed[3] if resumed else line
        if call := _CALL.match(whole):
            file = _OF_FILE.match(call[2]) or re.match(r"<([^>]*)>", call[4] or "")
            yield Call(call[1], call[2], _unescaped(file[1]) if file else "")


def _unescaped(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


@dataclass
class File:
    """Content as processes see it, as it was flushed, and the writes between the two."""

    seen: bytearray = field(default_factory=bytearray)
    flushed: bytes = b""
    waiting: list[tuple[int, bytes]] = field(default_factory=list)

    def write(self, at: int, content: bytes) -> None:
        _put(self.seen, at, content)
        self.waiting.append((at, content))

    def resize(self, size: int) -> None:
        del self.seen[size:]
        self.seen.extend(bytes(size - len(self.seen)))

    def flush(self) -> None:
        self.flushed, self.waiting = bytes(self.seen), []

    def after_a_cut(self, whim: Whim) -> bytes:
        content = bytearray(self.flushed)
        for at, written in self.waiting:
            if whim():
                _put(content, at, written)
        return bytes(content)


def _put(content: bytearray, at: int, written: bytes) -> None:
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(written)] = written


class Platter:
    """The files of one directory, call by call."""

    def __init__(self, directory: Path) -> None:
        self._directory = str(directory)
        self._files: dict[str, File] = {}
        self._names: dict[str, File] = {}

    def take(self, call: Call) -> bool:
        """Take one more call; whether it was a flush."""
        if call.name in ("fsync", "fdatasync"):
            if call.path == self._directory:
                self._names = dict(self._files)
            elif name := self._name(call.path):
                self._files.setdefault(name, File()).flush()
            return True
        if call.name in ("rename", "unlink"):
            old, *new = (self._name(text.decode()) for text in call.texts())
            if old in self._files:
                file = self._files.pop(old)
                self._files.update(dict.fromkeys(new, file))
        elif name := self._name(call.path):
            self._change(self._files.setdefault(name, File()), call)
        return False

    def restore_to(self, directory: Path, whim: Whim) -> None:
        """Write what the disk would hold now."""
        directory.mkdir()
        for name, file in self._names.items():
            (directory / name).write_bytes(file.after_a_cut(whim))

    def _name(self, path: str) -> str:
        return Path(path).name if str(Path(path).parent) == self._directory else ""

    @staticmethod
    def _change(file: File, call: Call) -> None:
        if call.name == "pwrite64":
            file.write(call.numbers()[-1], call.texts()[0])
        elif call.name == "write":
            file.write(len(file.seen), call.texts()[0])
        elif call.name == "ftruncate":
            file.resize(call.numbers()[-1])
