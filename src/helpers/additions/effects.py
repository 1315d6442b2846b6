"""What an addition makes run again."""

from __future__ import annotations

from helpers.execution import build, manifest
from helpers.execution.tasks import Target


def told() -> list[str]:
    """Return in words what the next build runs, and the call for it."""
    target = Target()
    if not target.mark.is_file():
        return ["Nothing is built yet, so the next build runs everything: make book"]
    why = {name: build.reasons(target, name) for name in manifest.read()}
    again = {name: reasons for name, reasons in why.items() if reasons}
    lines = [f"{name}: {'; '.join(reasons[:3])}" + (f" and {len(reasons) - 3} more" if len(reasons) > 3 else "")
             for name, reasons in again.items()]
    count = f"{len(again)} notebook{'s' if len(again) != 1 else ''}" if again else "no notebook"
    return [f"The next build runs {count}, and the verdicts and the book where something in them changes: make book",
            *(f"  {line}" for line in lines)]
