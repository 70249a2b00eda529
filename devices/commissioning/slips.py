"""What the printers print when they are tried out; says TEST, names nobody."""

from typing import Final

from devices.receipt_printer import Align, Pair, QrCode, ReceiptDocument, Rule, Text

SLIP: Final = ReceiptDocument(
    (
        Text("测试 TEST", align=Align.CENTER, bold=True, scale=2),
        Rule(),
        Pair("中文", "政务服务银行办"),
        Pair("生僻字", "䶮㐂𠮷"),
        QrCode("TEST"),
    )
)


def _page() -> bytes:
    """One A4 page: the word, and a frame 10 mm from every edge, which shows whether the paper lies straight."""
    drawing = b"28.35 28.35 538.3 785.3 re S BT /F 48 Tf 235 410 Td (TEST) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F 5 0 R >> >>",
    )
    page, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(page))
        page += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(page))
    return page + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + end


A4_PAGE: Final = _page()
"""PDF 1.4"""
