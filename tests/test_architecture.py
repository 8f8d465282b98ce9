"""The shape of the code: imports point upwards only, Dagster stays in its layer, and the house rules hold.

Everything is read from the source itself, so that a broken rule names the file and the line's import.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import assets
import pipelines
import schemas
from tests.cli.commands import EXAMPLES, User

ROOT = Path(__file__).resolve().parents[1]

#: layer -> layers it may import
LAYERS = {
    "schemas": {"schemas"},
    "pipelines": {"schemas", "pipelines"},
    "assets": {"schemas", "pipelines", "assets"},
}

#: Inside `pipelines`, a module imports from its own line and from lines above it. The longest name counts:
#: `pipelines.intake.receiving` hands reports to the ledger, and the rest of the intake does not know of one; the facts
#: of a release come before those who make its files. The dossiers choose again among claims and write lines of
#: corrections, as those who inspect and correct do.
ORDER = (
    "pipelines.collector",
    "pipelines.plain_errors",
    "pipelines.home",
    "pipelines.build_lock",
    "pipelines.failures",
    "pipelines.intake",
    "pipelines.ledger",
    "pipelines.intake.receiving",
    "pipelines.intake.taken",
    "pipelines.reference",
    "pipelines.coding.text",
    "pipelines.coding.names",
    "pipelines.coding.dates",
    "pipelines.coding.amounts",
    "pipelines.coding.clauses",
    "pipelines.coding.rule_precision",
    "pipelines.coding.report",
    "pipelines.coding.scope",
    "pipelines.coding.meetings",
    "pipelines.coding.agreements",
    "pipelines.coding.conditions",
    "pipelines.coding",
    "pipelines.validation",
    "pipelines.resolution",
    "pipelines.tables",
    "pipelines.release.facts",
    "pipelines.release.citation",
    "pipelines.corrections.spreadsheet",
    "pipelines.corrections.lines",
    "pipelines.inspection.alternatives",
    "pipelines.dossiers",
    "pipelines.release",
    "pipelines.corrections",
    "pipelines.inspection",
    "pipelines.export",
    "pipelines.evaluation",
    "pipelines.build_summary",
    "pipelines.cli_output",
    "pipelines.cli",
)

GRAB_BAGS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "managers"}
LONGEST_FILE = 400


def modules(*tops: str) -> dict[str, Path]:
    """Every module under the given folders, by dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for top in tops
        for path in sorted((ROOT / top).rglob("*.py"))
    }


OURS = modules("schemas", "pipelines", "assets")
ALL = modules("schemas", "pipelines", "assets", "tests", "examples", "benchmarks")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """Dotted names that a module imports, wherever in it: `from a.b import c` gives a.b.c where that is a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in OURS else str(node.module)


def place(module: str) -> int:
    """The line of ORDER on which a module stands."""
    fitting = [name for name in ORDER if module == name or module.startswith(name + ".")]
    assert fitting, f"{module} has no place in ORDER: give it one"
    return ORDER.index(max(fitting, key=len))


def test_imports_point_upwards_only():
    wrong = [
        f"{module} imports {name}"
        for module, path in OURS.items()
        for name in imports(path)
        if name.split(".")[0] in LAYERS and name.split(".")[0] not in LAYERS[module.split(".")[0]]
    ]
    assert wrong == []


def test_only_assets_import_dagster():
    wrong = [
        f"{module} imports {name}"
        for module, path in OURS.items()
        for name in imports(path)
        if name.split(".")[0].startswith("dagster") and not module.startswith("assets")
    ]
    assert wrong == []


def test_stages_import_only_from_stages_before_them():
    wrong = [
        f"{module} imports {name}"
        for module, path in OURS.items()
        if module.startswith("pipelines.") and path.name != "__init__.py"
        for name in imports(path)
        if name.startswith("pipelines.") and name in OURS and OURS[name].name != "__init__.py"
        if place(name) > place(module)
    ]
    assert wrong == []


def test_no_module_imports_itself_round_a_corner():
    graph = {module: {n for n in imports(path) if n in OURS} - {module} for module, path in OURS.items()}
    while graph:
        free = {module for module, needs in graph.items() if not needs & set(graph)}
        assert free, f"these import each other in a circle: {sorted(graph)}"
        graph = {module: needs for module, needs in graph.items() if module not in free}


def test_the_packages_under_test_are_those_of_this_checkout():
    for package in (schemas, pipelines, assets):
        assert [Path(p).resolve() for p in package.__path__] == [ROOT / package.__name__]


def test_package_files_are_empty():
    assert [str(p) for top in LAYERS for p in (ROOT / top).rglob("__init__.py") if p.read_bytes()] == []
    for folder in {path.parent for path in OURS.values()}:
        assert (folder / "__init__.py").is_file(), f"{folder} is no package"


def test_no_module_is_a_grab_bag():
    assert [name for name in ALL if set(name.rsplit(".", 1)[-1].split("_")) & GRAB_BAGS] == []


def test_no_file_is_longer_than_two_things():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in ALL.values()}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_every_module_opens_with_what_belongs_in_it():
    assert [
        name for name, path in ALL.items() if path.name != "__init__.py" and not ast.get_docstring(tree(path))
    ] == []


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_nothing_executes_what_it_reads():
    forbidden = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "marshal.loads"}
    unpicklers = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "joblib", "marshal"}
    wrong = []
    for module, path in OURS.items():
        wrong += [f"{module} imports {n}" for n in imports(path) if n.split(".")[0] in unpicklers]
        for name, call in calls(path):
            options = {k.arg: ast.unparse(k.value) for k in call.keywords}
            if name in forbidden or options.get("shell") == "True":
                wrong.append(f"{module} line {call.lineno}: {name}")
            if name in ("yaml.load", "yaml.load_all") and not options.get("Loader", "").endswith(
                ("BaseLoader", "SafeLoader")
            ):
                wrong.append(f"{module} line {call.lineno}: {name} without a safe loader")
            if name.startswith("yaml.") and name.removeprefix("yaml.").startswith(("unsafe_", "full_")):
                wrong.append(f"{module} line {call.lineno}: {name}")
    assert wrong == []


def test_importing_reads_no_data_and_writes_nothing(tmp_path):
    """Modules of `schemas` and `pipelines` only declare: what they open when imported is code."""
    names = [name for name in OURS if not name.startswith("assets")]
    watch = f"""
import importlib, json, sys
opened = []
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith({str(ROOT)!r}):
        if not args[0].endswith((".py", ".pyc")) and ".pyc." not in args[0]:
            opened.append(args[0])
    if event in ("socket.connect", "subprocess.Popen", "os.mkdir") and "__pycache__" not in str(args):
        opened.append(event)
sys.addaudithook(hook)
for name in {names!r}:
    importlib.import_module(name)
print(json.dumps(opened))
"""
    done = subprocess.run([sys.executable, "-c", watch], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


#: words of a command -> libraries that it does without: what it needs not, its user does not wait for
_REPORT = str(sorted(EXAMPLES.glob("*.md"))[0])
SPARED = {
    ("--help",): {"dagster", "sqlalchemy", "pyarrow", "numpy", "pandas", "jinja2", "lxml", "yaml", "rich"},
    ("build", "--as-of", "never"): {"dagster", "sqlalchemy", "pyarrow", "numpy", "pandas", "jinja2", "lxml", "rich"},
    ("code", _REPORT): {"dagster", "pandas", "jinja2", "lxml"},
    ("add", _REPORT): {"dagster", "pandas", "jinja2", "lxml"},
    ("explain", "m-2345672345"): {"dagster", "lxml"},
}


@pytest.mark.parametrize("words", SPARED, ids=lambda words: words[0])
def test_a_command_imports_nothing_large_that_it_does_not_need(tmp_path, words):
    user = User(tmp_path / "home")
    user.home.mkdir()
    watch = f"""
import sys
from pipelines.cli import main
try:
    main({list(words)!r})
finally:
    print(*{{name.split(".")[0] for name in sys.modules}}, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", watch],
        cwd=tmp_path,
        env=user.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert SPARED[words] & set(done.stderr.strip().splitlines()[-1].split()) == set(), done.stderr
