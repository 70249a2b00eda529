"""The barcode on a sealed envelope."""

import zxingcpp


def code128_svg(text: str) -> str:
    """Code 128 of printable ASCII."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    svg: str = zxingcpp.write_barcode_to_svg(barcode)
    return svg[svg.index("<svg") :]
