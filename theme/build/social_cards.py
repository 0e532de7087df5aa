"""Draws the social cards, the images of link previews: one per kind of page and language.

The words are in mkdocs.yml (`extra.words`); font and logo are those of the site.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from PIL import Image, ImageDraw, ImageFont

# mkdocs-static-i18n (priority -100) builds the other languages in this event. Each draws its own cards.
BEFORE_I18N = 100

FONT = (
    Path(__file__)
    .parents[1]
    .joinpath("overrides", "assets", "fonts", "source-sans-3-latin-wght-normal.woff2")
)
SIZE = (1200, 630)
MARGIN = 80
TEXT_WIDTH = 660
PAPER = (15, 74, 92)  # --md-primary-fg-color in site.css
REGULAR, BOLD = 450, 700
# The logo: tiles that are done, and tiles that are not.
MARK = ("###", "##.", "#..")


@event_priority(BEFORE_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the cards of the language that has just been built, and the card of the root."""
    locale = str(config.theme["language"])
    words = config.extra["words"]
    folder = Path(config.site_dir, "assets", "preview")
    folder.mkdir(parents=True, exist_ok=True)
    frame = draw_frame(
        config.site_name, words["preview_about"][locale], words["unofficial"][locale]
    )
    for kind, names in words["preview"].items():
        draw_kind(frame, names[locale]).save(folder / f"{locale}-{kind}.png")
    root = words["preview_root"]
    frame = draw_frame(root["site_name"], root["about"], root["unofficial"])
    draw_kind(frame, root["kind"]).save(folder / "root.png")


def draw_frame(site_name: str, about: str, unofficial: str) -> Image.Image:
    """Draw what all cards of a language share, in shades between background (0) and white (255)."""
    image = Image.new("L", SIZE)
    draw = ImageDraw.Draw(image)
    tile, gap = 92, 23
    left, top = SIZE[0] - MARGIN - 3 * tile - 2 * gap, (SIZE[1] - 3 * tile - 2 * gap) // 2
    for row, marks in enumerate(MARK):
        for column, mark in enumerate(marks):
            x, y = left + column * (tile + gap), top + row * (tile + gap)
            shade = 235 if mark == "#" else 60
            draw.rounded_rectangle((x, y, x + tile, y + tile), 10, fill=shade)
    draw.text((MARGIN, 76), site_name, 255, load_font(44, BOLD))
    small = load_font(36, REGULAR)
    for number, line in enumerate(wrap(about, small)):
        draw.text((MARGIN, 366 + 48 * number), line, 225, small)
    draw.text((MARGIN, 522), unofficial, 225, load_font(32, REGULAR))
    return image


def draw_kind(frame: Image.Image, kind: str) -> Image.Image:
    """Draw the kind of page into a copy of the frame, as large as possible."""
    image = frame.copy()
    size = 112
    while (large := load_font(size, BOLD)).getlength(kind) > TEXT_WIDTH:
        size -= 4
    ImageDraw.Draw(image).text((MARGIN, 330), kind, 255, large, anchor="ls")
    image.putpalette([part + (255 - part) * shade // 255 for shade in range(256) for part in PAPER])
    return image


def wrap(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a text into lines that fit beside the logo."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > TEXT_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def load_font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Load the variable font of the site in a size and a weight."""
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight])
    return font
