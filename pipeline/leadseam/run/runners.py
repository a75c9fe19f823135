"""Where shards are worked on: in this process, or in a pool of processes that survives a crash.

A runner maps one function over shards and gives the reports in the shards' order. The function and the shards are
pickled, so both are plain module-level things.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from threading import Thread
from typing import Protocol, TypeVar

from leadseam.run.shard import Shard, ShardReport, failed, halves

T = TypeVar("T")
Work = Callable[[Shard], ShardReport]

# Below this many units a pool costs more than it saves.
LITTLE = 400


class Runner(Protocol):
    """Maps work over shards; every shard gives one report or, where it had to be cut, several."""

    def map(self, work: Work, shards: Iterable[Shard]) -> Iterator[ShardReport]:
        """The reports, in the order of the shards."""


@dataclass(frozen=True, slots=True)
class Inline:
    """One shard after the other in this process."""

    def map(self, work: Work, shards: Iterable[Shard]) -> Iterator[ShardReport]:
        """The reports, in the order of the shards."""
        return map(work, shards)


@dataclass(frozen=True, slots=True)
class Pool:
    """Several processes; a shard that kills its process is tried alone, then cut until the fatal input is found."""

    workers: int

    def map(self, work: Work, shards: Iterable[Shard]) -> Iterator[ShardReport]:
        """The reports, in the order of the shards."""
        waiting = iter(shards)
        pool, running = _pool(self.workers), deque[tuple[Shard, Future[ShardReport]]]()
        try:
            while True:
                for shard in islice(waiting, 2 * self.workers - len(running)):
                    running.append((shard, _submit(pool, work, shard)))
                if not running:
                    return
                shard, future = running.popleft()
                try:
                    yield future.result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    yield from _alone(work, shard)
                    pool = _pool(self.workers)
                    running = deque((other, _submit(pool, work, other)) for other, _ in running)
        finally:
            pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, work: Work, shard: Shard) -> Future[ShardReport]:
    try:
        return pool.submit(work, shard)
    except BrokenProcessPool as error:
        broken = Future[ShardReport]()
        broken.set_exception(error)
        return broken


def _alone(work: Work, shard: Shard) -> Iterator[ShardReport]:
    with _pool(1) as pool:
        try:
            yield pool.submit(work, shard).result()
            return
        except BrokenProcessPool:
            pass
    if len(shard.units) == 1:
        yield failed(shard, "the program crashed on it")
        return
    for half in halves(shard):
        yield from _alone(work, half)


def _pool(workers: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=spawn, initializer=_depend_on_the_parent)


def _depend_on_the_parent() -> None:
    """Leave interrupts to the parent, and end with it even when it is killed, where a queue would keep us waiting."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def choose(units: Iterator[T], workers: int | None = None) -> tuple[Runner, Iterator[T]]:
    """A runner for the units, and the units: inline for little work or one worker, else a pool (None: one a core).

    >>> choose(iter("abc"))[0]
    Inline()
    >>> choose(iter(range(10_000)), workers=4)[0]
    Pool(workers=4)
    """
    workers = workers or os.cpu_count() or 1
    first = list(islice(units, LITTLE))
    few = workers == 1 or len(first) < LITTLE
    return Inline() if few else Pool(workers), chain(first, units)
