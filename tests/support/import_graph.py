"""Which module of the program imports which, at run time, inside functions and for typing."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "facilitator"
SOURCES = sorted(PACKAGE.rglob("*.py"))
Graph = dict[str, set[str]]


def name_of(source: Path) -> str:
    """The dotted name of a module, or of the package whose __init__ it is."""
    parts = source.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(source: Path) -> tuple[tuple[int, str, bool], ...]:
    """Line, dotted name and whether it is a wildcard, wherever in the module it stands.

    `from facilitator import storage` counts as facilitator.storage.
    """
    return tuple(_imports(ast.parse(source.read_text("utf-8"))))


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement below a node: what is within an expression imports nothing."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(node, block, ()):
            if isinstance(inner, ast.stmt):
                yield inner
            yield from _statements(inner)


def _imports(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}", alias.name == "*"


def module_graph() -> Graph:
    """Return what each module imports of ours; its own package, which it is in, is not counted."""
    names = {name_of(source): source for source in SOURCES if source.stem != "__main__"}
    graph: Graph = {}
    for name, source in names.items():
        found = {_module_in(imported, names) for _, imported, _ in imports(source)}
        graph[name] = {other for other in found if other and not f"{name}.".startswith(f"{other}.")}
    return graph


def package_graph() -> Graph:
    """Return which package imports which; a package is the modules that are directly in it."""
    package_of = {
        name_of(source): name_of(source.parent / "__init__.py")
        for source in SOURCES
        if source.stem != "__main__"
    }
    graph: Graph = {}
    for name, imported in module_graph().items():
        here = package_of[name]
        graph.setdefault(here, set()).update({package_of[other] for other in imported} - {here})
    return graph


def circle(graph: Graph) -> list[str]:
    """Return a circle in the graph, its first member again at the end; empty when it has none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def _module_in(imported: str, names: dict[str, Path]) -> str:
    """What an imported name is in: `facilitator.paths.data_folder` is in facilitator.paths."""
    while imported and imported not in names:
        imported = imported.rpartition(".")[0]
    return imported
