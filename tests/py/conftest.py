"""Options and markers: which implementation is tested, how long, and what it cannot show."""

from __future__ import annotations

import gc
import os
import sys
import sysconfig

import pytest
from hypothesis import HealthCheck, settings

HERE = os.path.dirname(os.path.abspath(__file__))
pytest_plugins: list[str] = []

for name, examples, steps in (("quick", 15, 20), ("ci", 60, 40), ("long", 2000, 60)):
    settings.register_profile(
        name,
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

# Without a global lock CPython 3.13 never frees a class, nor do we our types (pyext/module.c).
FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
NEED_CLASSES_TO_DIE = {
    "test_the_module_can_be_loaded_twice_and_let_go",
    "test_module_is_collected",
    "test_signature_and_help_work",  # pydoc trips over the odd classes of earlier tests
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--impl", choices=("c", "model"), default="c", help="what to test")
    parser.addoption("--profile", choices=("quick", "ci", "long"), default="ci")
    parser.addoption(
        "--any-build", action="store_true", help="accept a build without the test functions"
    )


def pytest_configure(config: pytest.Config) -> None:
    for line in (
        "c_only(reason): checks what only the C implementation promises; skipped by --impl=model",
        "big: a million keys; ci/test.sh runs these on one Python only",
        "slow: takes seconds; left out by -m 'not slow' and by --profile=quick",
    ):
        config.addinivalue_line("markers", line)
    settings.load_profile(config.getoption("--profile"))
    sys.path.insert(0, HERE)
    if config.getoption("--impl") == "model":
        import model

        sys.modules["pypersistent"] = model
        return
    import pypersistent

    core = getattr(pypersistent, "_core", None)
    if not hasattr(core, "_check") and not config.getoption("--any-build"):
        raise pytest.UsageError(
            f"{pypersistent.__file__} is no test build: build with PYPERSISTENT_TEST=1 "
            "(ci/pytest.sh does), or pass --any-build"
        )


def pytest_report_header(config: pytest.Config) -> str:
    module = sys.modules["pypersistent"]
    return f"implementation: {config.getoption('--impl')} {module.__version__} {module.__file__}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    is_model = config.getoption("--impl") == "model"
    quick = config.getoption("--profile") == "quick"
    for item in items:
        mark = item.get_closest_marker("c_only")
        if mark is not None and is_model:
            item.add_marker(pytest.mark.skip(reason="model: " + mark.args[0]))
        if quick and item.get_closest_marker("slow") is not None:
            item.add_marker(pytest.mark.skip(reason="slow, and this is the quick profile"))
        if FREE_THREADED and item.name in NEED_CLASSES_TO_DIE:
            item.add_marker(pytest.mark.skip(reason="classes are immortal without a GIL"))


@pytest.fixture(scope="session", autouse=True)
def small_heap() -> None:
    """What pytest itself holds is no business of the collections that the tests run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def is_model(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--impl") == "model")
