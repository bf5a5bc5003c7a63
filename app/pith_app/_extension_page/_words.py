"""What is said of an extension, in a few words."""

from __future__ import annotations

from pith.host import ExtensionRecord, is_starting

#: (words, colour) of each state.
STATES = {
    "active": ("Running", "good"),
    "installed": ("Ready", "idle"),
    "disabled": ("Disabled", "off"),
    "failed": ("Could not be started", "bad"),
    "invalid": ("Broken", "bad"),
    "incompatible": ("Incompatible", "bad"),
    "unavailable": ("Not available", "bad"),
}
ORIGINS = {
    "bundled": "comes with Pith",
    "user": "installed",
    "linked": "linked folder",
    "extra": "folder of this run",
}


def state_of(record: ExtensionRecord) -> tuple[str, str]:
    """The state in words, and which colour it has: good, idle, off or bad."""
    if record.state == "active" and record.problems:
        return "The version before is running", "bad"
    return STATES.get(record.state, (record.state, "idle"))


def cost_of(record: ExtensionRecord) -> str:
    """How long it took to start, and what it has taken since, "" while it does not run."""
    if record.state != "active":
        return ""
    calls = sum(cost.count for name, cost in record.costs.items() if not is_starting(name))
    started = f"started in {milliseconds(record.activation_time)}"
    if not calls:
        return started
    noun = "call" if calls == 1 else "calls"
    return f"{started}, {milliseconds(cost_since_start(record))} in {calls:,} {noun} since"


def cost_since_start(record: ExtensionRecord) -> float:
    """Seconds that it took of the window's thread, its start left out."""
    return sum(cost.total for name, cost in record.costs.items() if not is_starting(name))


def milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"
