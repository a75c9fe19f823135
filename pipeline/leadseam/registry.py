"""One registry: a component is a module in a folder, or an installed package's entry point."""

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from leadseam.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Registry:
    """The components of one package; adding a file adds a component, no list is edited.

    >>> Registry("leadseam.lang").get("xx")
    Traceback (most recent call last):
    leadseam.errors.ConfigError: no leadseam.lang component 'xx'; there are: en, zh
    """

    package: str
    group: str | None = None

    def names(self) -> tuple[str, ...]:
        """Every component's name, sorted; a module whose name starts with `_` is none."""
        return tuple(sorted({*self._modules(), *self._installed()}))

    def get(self, name: str) -> ModuleType:
        """The component called `name`, or a ConfigError that lists those there are."""
        if name in self._modules():
            return import_module(f"{self.package}.{name}")
        if name in (installed := self._installed()):
            return import_module(installed[name])
        raise ConfigError(f"no {self.package} component {name!r}; there are: {', '.join(self.names())}")

    def _modules(self) -> tuple[str, ...]:
        package = import_module(self.package)
        modules = pkgutil.iter_modules(package.__path__)
        return tuple(module.name for module in modules if not module.name.startswith("_"))

    def _installed(self) -> dict[str, str]:
        if not self.group:
            return {}
        from importlib.metadata import entry_points

        return {entry.name: entry.value for entry in entry_points(group=self.group)}
