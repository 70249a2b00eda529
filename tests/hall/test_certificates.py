"""How long the certificates of the hall's own authority are good."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from hall.certificates import create_authority

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_a_terminal_is_not_shut_out_by_its_certificate_while_it_stands_in_a_branch(tmp_path: Path) -> None:
    """Nothing renews it on the way, so it must last as long as the machine; a stolen one is revoked by its number."""
    authority = create_authority(tmp_path, NOW)
    issued = x509.load_pem_x509_certificate(authority.issue_terminal("T001", NOW).certificate)
    assert issued.not_valid_after_utc - NOW >= timedelta(days=5 * 365)
    assert issued.not_valid_after_utc <= authority.certificate.not_valid_after_utc
