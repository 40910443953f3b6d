"""The measures every picture keeps, in px. Equal measures are what makes two pictures comparable."""

from __future__ import annotations

MARGIN = 10  # around the whole picture
FRAME_PAD = 14  # between a region's border and what it holds
TITLE = 30  # room for the title of a region, below its upper border
CAPTION = 30  # the line that names the pod

CARD_MIN, CARD_MAX, CARD_STEP = 208, 304, 16  # widths; steps, so that a longer name seldom moves anything
CARD = 134  # heights
CARD_COMPACT = 82
COMPACT_FROM = 17  # containers side by side from which cards are compact
RING = 6  # between a card and its PID ring
BELOW = 24  # between a card and the next one below it

GUTTER = 32  # left of a column with one card: room for its ring and its trunk
TRUNK = 17  # from a card's left side to the trunk that carries its mounts
TRUNK_STEP = 22
TRUNK_STEP_TIGHT = 12  # where more than three cards stand above each other
GROUP_GAP = 14  # between the init steps and the containers that run together

BAND_STEP = 24  # between calls that run above each other
BAND_REST = 14  # above the cards where no call runs

DRUM = 44  # height of a volume
DRUM_INDENT = 12
TAG = 20  # height of a mount path
TAG_SUB = 15  # and of the subPath under it
DRUM_GAP = 13
LANES_GAP = 30  # between the cards and the volumes

SOCKET = 22
OUTSIDE = 44
OUTSIDE_MIN, OUTSIDE_MAX = 112, 164

MAX_CARDS = 60
MAX_DRUMS = 48
MAX_TAGS = 4  # mounts of one volume by one container that are written out
MAX_SERVICES = 12
MAX_TRACKS = 16
MAX_UPSTREAMS = 16

NAME, TEXT, SMALL = 14.0, 12.0, 11.0  # font sizes
