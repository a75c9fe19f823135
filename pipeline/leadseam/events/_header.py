"""The head of a list: what it says happened to every project told under it."""

from dataclasses import dataclass, replace

from leadseam.events._anchors import Anchor
from leadseam.events._occasion import Occasion
from leadseam.events._roles import Cues
from leadseam.events._scene import Scene
from leadseam.events._triggers import Trigger
from leadseam.schema import Span

# So many sentences without a name end a list.
_GAP = 3
# The last sentence of an occasion's list, counted from the one that tells of the occasion.
_FAR = 16


@dataclass(frozen=True, slots=True)
class Header:
    """The stage words of the last head of a list, and the last sentence that was on the list."""

    triggers: tuple[Trigger, ...] = ()
    number: int = -99

    def after(self, scene: Scene, known: Cues) -> "Header":
        """The head that holds in and after a sentence."""
        text = scene.text[scene.span.start : scene.span.end]
        done = tuple(t for t in scene.triggers if not t.planned)
        if done and known.search("list_header", text):
            return Header(done, scene.number) if len({t.stage for t in done if not t.weak}) == 1 else Header()
        named = scene.number - self.number <= _GAP and (scene.of("project") or scene.of("company"))
        return replace(self, number=scene.number) if named else self

    def of(self, scene: Scene, anchors: tuple[Anchor, ...], occasion: Occasion) -> tuple[Trigger, ...]:
        """What the head says of a sentence's projects; without a head, what the occasion says of those it lists."""
        if self.triggers and scene.number - self.number <= _GAP:
            return self.triggers
        stage = occasion.stage()
        if stage is None or occasion.is_joint or not (occasion.is_group and occasion.reaches(scene, far=_FAR)):
            return ()
        if not any(a.project for a in anchors) or not (len(anchors) > 1 or scene.money):
            return ()
        clause = Span(scene.span.start, scene.span.start)
        return (Trigger(stage, scene.span.start, scene.span.start, planned=False, clause=clause),)
