"""Pictures as JPEG files."""

import io

import cv2
from PIL import Image

from devices.vision.frame import Frame

QUALITY = 85


def encode_jpeg(page: Frame, *, dots_per_inch: int) -> bytes:
    """A file that carries its resolution and no other metadata."""
    stream = io.BytesIO()
    rgb = cv2.cvtColor(page, cv2.COLOR_BGR2RGB)
    Image.fromarray(rgb).save(stream, "JPEG", quality=QUALITY, dpi=(dots_per_inch, dots_per_inch))
    return stream.getvalue()
