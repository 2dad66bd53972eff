"""A copy of this Debian to throw away: steps for its administrator are run there word for word.

It has users, files, processes and a loopback of its own; what it writes is gone afterwards. As in
any container there is no systemd, so a small systemctl does what a unit file says.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.forks import ROOT
from tests.support.needs import do_without

NEED = "a Debian to try things in"
PATIENCE = 300.0
"""Seconds after which the steps are ended."""
_PROGRAMS = ("unshare", "mount", "chroot", "apt-get", "ip", "runuser")

_ENTER = """
set -eu
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/new,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount -t tmpfs tmpfs "$1/root/run"
mount --bind "$1/temporary" "$1/root/tmp"
# Where the project lies may be among what is new in the copy.
mkdir --parents "$1/root$2"
mount --bind "$2" "$1/root$2"
ip link set lo up
exec chroot "$1/root" bash /tmp/begin
"""

_AS_NEW = """
# A server that runs here is not touched, and what it has is not there.
for version in /usr/lib/postgresql/*; do
    name=${version##*/}
    rm --recursive --force /var/lib/postgresql/$name /etc/postgresql/$name
    pg_createcluster $name main >/dev/null
done
"""
"""Leave PostgreSQL as Debian's package leaves it."""
_SYSTEMCTL = Path(__file__).with_name("small_systemctl.py")
_SUDO = r"""#!/bin/bash
# Root may be anybody.
user=root
while [ $# -gt 0 ]; do
    case "$1" in
        -u) user=$2; shift 2 ;;
        -H | -i | -n | -E) shift ;;
        --) shift; break ;;
        *) break ;;
    esac
done
exec runuser -u "$user" -- "$@"
"""


@dataclass(frozen=True, slots=True)
class Steps:
    """What became of the steps."""

    code: int
    said: str


def run_in_a_copy(steps: str, *, before: str = "") -> Steps:
    """Run a script as root in a fresh copy of this computer's system; it stops at the first error.

    `before` prepares what a Debian has that this computer lacks. PostgreSQL of Debian's packages is
    as after their installation: its server runs.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        do_without(NEED, "only root may copy a system")
    if missing := [name for name in _PROGRAMS if shutil.which(name) is None]:
        do_without(NEED, f"there is no {', '.join(missing)}")
    with TemporaryDirectory(prefix="bare-debian-", dir="/var/tmp") as name:
        folder = Path(name)
        # Somebody else than root has to come through to what is in it.
        folder.chmod(0o755)
        for each in ("new", "work", "root", "temporary"):
            (folder / each).mkdir()
        temporary = folder / "temporary"
        temporary.chmod(0o1777)
        programs = folder / "new/usr/local/sbin"
        programs.mkdir(parents=True)
        for program, text in (("systemctl", _SYSTEMCTL.read_text()), ("sudo", _SUDO)):
            (programs / program).write_text(text)
            (programs / program).chmod(0o755)
        (temporary / "enter").write_text(_ENTER)
        (temporary / "begin").write_text(
            "set -euo pipefail\n"
            "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
            "export HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive\n"
            f"cd /root\n{_AS_NEW}\nsystemctl start postgresql\n{before}\nset -x\n{steps}\n"
        )
        spaces = ("unshare", "--mount", "--pid", "--net", "--fork", "--kill-child")
        command = [*spaces, "bash", str(temporary / "enter"), name, str(ROOT)]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE
        )
        said = done.stdout.decode(errors="replace")
        if "mount:" in said and "permission denied" in said:
            do_without(NEED, "this computer lets nobody mount anything")
        return Steps(done.returncode, said)
