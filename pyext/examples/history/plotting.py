"""Memory against versions, drawn with matplotlib (not needed by anything else here)."""

from importlib import import_module
from pathlib import Path
from typing import Any

from .changes import HistoryError

# Transparent ground and mid tones: at least 3:1 against both white and a dark page.
_TEXT, _GRID = "#767676", "#76767640"
_MAPS, _DICTS = "#2f81f7", "#d9700d"
_UNITS = ((1 << 10, "KiB"), (1 << 20, "MiB"), (1 << 30, "GiB"))
_NEAR = 0.12  # lines that end closer than this part of the height need their labels apart


def require_matplotlib(target: Path) -> None:
    """Tells early, before a long history is read, that the plot could not be drawn."""
    try:
        figure = import_module("matplotlib.figure")
    except ImportError:
        raise HistoryError(
            "--plot needs matplotlib, which is not installed: `make demo ARGS=\"--plot FILE.svg\"` "
            "installs it for you, or `pip install matplotlib`"
        ) from None
    if not target.parent.is_dir():
        raise HistoryError(f"--plot {target}: there is no directory {target.parent}")
    supported = figure.Figure().canvas.get_supported_filetypes()
    if target.suffix.lower().removeprefix(".") not in supported:
        raise HistoryError(f"--plot {target}: the name must end in .svg (or "
                           f".{', .'.join(sorted(supported))})")


def plot(target: Path, title: str, maps: list[int], dicts: list[int], sampled: bool) -> None:
    """Writes the picture: bytes of versions 0..n held together, for every n."""
    matplotlib, figures = import_module("matplotlib"), import_module("matplotlib.figure")
    options: dict[str, Any] = {"svg.hashsalt": "git_history", "font.size": 11,
                               "text.parse_math": False}
    unit, unit_name = _unit(max(maps[-1], dicts[-1]))
    dict_name = "dict copies (estimated)" if sampled else "dict copies"
    with matplotlib.rc_context(options):
        figure = figures.Figure(figsize=(8, 4.2), layout="constrained")
        axes = figure.subplots()
        lines = [(dict_name, dicts, _DICTS), ("persistent maps", maps, _MAPS)]
        lines.sort(key=lambda line: line[1][-1])
        for line, aside in zip(lines, _label_places(lines[0][1][-1], lines[1][1][-1]),
                               strict=True):
            _draw_line(axes, *line, unit, aside)
        _dress(axes, title, unit_name, len(maps))
        metadata = {"Date": None} if target.suffix.lower() in (".svg", ".svgz") else None
        figure.savefig(target, transparent=True, metadata=metadata, dpi=150)


def _unit(count: int) -> tuple[int, str]:
    return max(unit for unit in _UNITS if unit[0] <= max(count, 1 << 10))


def _label_places(lower: int, upper: int) -> tuple[str, str]:
    """Where the two labels sit beside their lines' ends so as not to touch."""
    if upper - lower < _NEAR * upper:
        return "top", "bottom"
    return "bottom" if lower < _NEAR * upper else "center", "center"


def _draw_line(axes: Any, name: str, total: list[int], colour: str, unit: int, va: str) -> None:
    own_unit, own_name = _unit(total[-1])
    axes.plot(range(1, len(total) + 1), [count / unit for count in total], color=colour,
              linewidth=2, clip_on=False)
    axes.annotate(f"{name}\n{total[-1] / own_unit:,.1f} {own_name}",
                  (len(total), total[-1] / unit), xytext=(6, 0), textcoords="offset points",
                  color=colour, va=va, annotation_clip=False)


def _dress(axes: Any, title: str, unit_name: str, versions: int) -> None:
    axes.set_title(title, color=_TEXT, loc="left", fontsize=11)
    axes.set_xlabel("versions held", color=_TEXT)
    axes.set_ylabel(f"{unit_name}, keys and values not counted", color=_TEXT)
    axes.set_xlim(0, max(versions, 1))
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=_GRID)
    axes.tick_params(colors=_TEXT)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(_TEXT)
