"""Workers of a build that are forked from the warm parent, for pytask."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import cloudpickle

from helpers.kernels import child, warm


def _call(pickled: bytes) -> Any:
    function, args, kwargs = cloudpickle.loads(pickled)
    return function(*args, **kwargs)


class Workers(ProcessPoolExecutor):
    """Processes forked from the warm parent; functions go to them with what they enclose, as pytask's tasks do."""

    def __init__(self, count: int) -> None:
        super().__init__(count, mp_context=warm.context(), initializer=child.worker)

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a function in a worker."""
        return super().submit(_call, cloudpickle.dumps((function, args, kwargs)))


def register(count: int) -> None:
    """Make these workers pytask's custom backend for the next build."""
    from pytask_parallel import ParallelBackend, registry

    registry.register_parallel_backend(ParallelBackend.CUSTOM, lambda n_workers: Workers(count))
