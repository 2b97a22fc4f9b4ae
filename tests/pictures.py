"""Pictures compared as a person would: letters may be drawn a little otherwise, colours and places may not.

In: two pictures as PNG. Out: the share of their surface on which they differ.
"""

from io import BytesIO

from PIL import Image, ImageChops

# Tried out: letters drawn a third of a pixel further, hinted, or in 128 colours differ by 0.0004 at most, the
# smallest change that should be seen, another colour of a badge or of the markers of lists, by 0.0028.
BLUR = 12  # pixels of a side of the squares whose mean colours are compared
VISIBLE = 16  # of 255, in any channel
HEIGHT = 4  # pixels by which a line more or less is not meant


def difference(one: bytes, other: bytes) -> float:
    """The share of the surface, 0 to 1, that looks different; 1 if the sizes do."""
    with Image.open(BytesIO(one)) as first, Image.open(BytesIO(other)) as second:
        if first.width != second.width or abs(first.height - second.height) > HEIGHT:
            return 1
        size = first.width // BLUR, min(first.height, second.height) // BLUR
        frame = (0, 0, size[0] * BLUR, size[1] * BLUR)
        small = [
            image.convert("RGB").resize(size, Image.Resampling.BOX, box=frame) for image in (first, second)
        ]
    channels = ImageChops.difference(*small).split()
    worst = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(worst.histogram()[VISIBLE:]) / (size[0] * size[1])


def small_png(picture: bytes) -> bytes:
    """The same picture in 128 colours, a third of the size; nobody sees the difference on flat colours."""
    with Image.open(BytesIO(picture)) as image:
        kept = image.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        out = BytesIO()
        kept.save(out, "PNG", optimize=True)
    return out.getvalue()
