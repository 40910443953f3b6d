"""A scene in the language of Graphviz."""
from pods.domain.diagram.scene import Scene


def dot(scene: Scene) -> str:
    return ""
