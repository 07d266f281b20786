"""Contact sheets: all pictures of a view side by side, each under its name."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

COLUMNS = {"desk": 4, "phone": 8}
WIDTHS = {"desk": 640, "phone": 320}
HIGHEST = 1.5
"""How high a picture is shown at most, in widths of a desk or half-widths of a phone; the rest is cut off."""
GAP, LINE = 16, 28
GROUND, INK = "#8a8a8a", "#ffffff"


def lay(pictures: Sequence[Path], size: str, out: Path) -> None:
    """Lay pictures on one sheet, and save it as a JPEG."""
    width, columns = WIDTHS[size], COLUMNS[size]
    highest = round(width * (HIGHEST if size == "desk" else 2 * HIGHEST))
    shown = [(path.stem, _shrunk(path, width, highest)) for path in pictures]
    rows = [shown[n : n + columns] for n in range(0, len(shown), columns)]
    heights = [LINE + max(image.height for _, image in row) + GAP for row in rows]
    sheet = Image.new("RGB", (GAP + columns * (width + GAP), GAP + sum(heights)), GROUND)
    draw, font, top = ImageDraw.Draw(sheet), ImageFont.load_default(18), GAP
    for row, height in zip(rows, heights, strict=True):
        for n, (name, image) in enumerate(row):
            left = GAP + n * (width + GAP)
            draw.text((left, top), name, fill=INK, font=font)
            sheet.paste(image, (left, top + LINE))
        top += height
    sheet.save(out, quality=85)


def _shrunk(path: Path, width: int, highest: int) -> Image.Image:
    with Image.open(path) as picture:
        picture.draft("RGB", (width, width))
        whole = picture.convert("RGB")
    small = whole.resize((width, round(whole.height * width / whole.width)), Image.Resampling.LANCZOS)
    return small.crop((0, 0, width, min(small.height, highest)))
