"""The forms in which problems are handed on: as text for a terminal, as JSON for a program, as GitHub shows them beside the line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from catalog.content import Content
from catalog.problem_words import report, sentence
from catalog.problems import Problem

Form = Callable[[Content, Path], str]


def as_text(content: Content, _: Path) -> str:
    """Return a line for each problem, and what was not published."""
    return report(content.problems, content.warnings, content.drafts)


def as_json(content: Content, folder: Path) -> str:
    """Return one JSON object: ``problems``, each with its place and words, and how many ``drafts`` there are."""
    told = {
        "folder": str(folder),
        "drafts": content.drafts,
        "problems": [
            {
                "path": problem.spot.path,
                "line": problem.spot.line,
                "column": problem.spot.column or None,
                "code": problem.code.value,
                "severity": _severity(problem),
                "message": sentence(problem),
            }
            for problem in (*content.problems, *content.warnings)
        ],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n"


def as_github(content: Content, folder: Path) -> str:
    """Return a workflow command for each problem, which GitHub and Gitea show beside the line; paths count from here."""
    lines = []
    for problem in (*content.problems, *content.warnings):
        spot = problem.spot
        place = {"file": os.path.relpath(folder / spot.path), "line": str(spot.line), "col": str(spot.column or 1)}
        told = ",".join(f"{name}={_escaped(value, ',:')}" for name, value in {**place, "title": problem.code}.items())
        lines.append(f"::{_severity(problem)} {told}::{_escaped(sentence(problem))}\n")
    return "".join(lines)


def _severity(problem: Problem) -> str:
    return "warning" if problem.code.is_warning else "error"


def _escaped(text: str, also: str = "") -> str:
    """Return text as a workflow command takes it: https://docs.github.com/actions/reference/workflow-commands."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else c for c in text)


FORMS: Mapping[str, Form] = {"text": as_text, "json": as_json, "github": as_github}
