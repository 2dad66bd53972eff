"""Certificates that nobody vouches for."""

import subprocess
from pathlib import Path


def certificate_in(folder: Path, *names: str, days: int = 2) -> tuple[Path, Path]:
    """Make a certificate for these names; return its file and that of its key."""
    folder.mkdir(exist_ok=True)
    file, key = folder / "hub.crt", folder / "hub.key"
    also = ",".join(f"DNS:{name}" for name in names)
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", str(days), "-subj", "/CN=office"),
            *("-addext", f"subjectAltName={also}", "-keyout", key, "-out", file),
        ],
        check=True,
        capture_output=True,
    )
    return file, key
