"""Find out where a data folder is: on this computer, a network drive, or in a synced folder.

For Windows and macOS this follows their documentation and was not tried there.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class LocationKind(Enum):
    LOCAL = "local"
    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a folder is; `name` is the protocol or product, such as "NFS" or "Dropbox"."""

    kind: LocationKind = LocationKind.LOCAL
    name: str = ""

    @property
    def shared(self) -> bool:
        """Whether another computer may open the same files, and locks do not reach it."""
        return self.kind is not LocationKind.LOCAL


@dataclass(frozen=True, slots=True)
class Mount:
    point: Path
    system: str
    """The type of the file system, as the operating system calls it."""


_NETWORK = {
    "9p": "9P",
    "afpfs": "AFP",
    "afs": "AFS",
    "beegfs": "BeeGFS",
    "ceph": "Ceph",
    "cifs": "SMB",
    "coda": "Coda",
    "davfs": "WebDAV",
    "fuse.ceph": "Ceph",
    "fuse.davfs": "WebDAV",
    "fuse.davfs2": "WebDAV",
    "fuse.glusterfs": "GlusterFS",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.gvfsd-fuse": "GVfs",
    "fuse.juicefs": "JuiceFS",
    "fuse.kio-fuse": "KIO",
    "fuse.onedriver": "OneDrive",
    "fuse.rclone": "rclone",
    "fuse.s3fs": "S3",
    "fuse.smbnetfs": "SMB",
    "fuse.sshfs": "SSHFS",
    "fuse.vmhgfs-fuse": "VMware",
    "gfs2": "GFS2",
    "glusterfs": "GlusterFS",
    "gpfs": "GPFS",
    "lustre": "Lustre",
    "ncpfs": "NCP",
    "nfs": "NFS",
    "nfs4": "NFS",
    "ocfs2": "OCFS2",
    "prl_fs": "Parallels",
    "smb2": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "vboxsf": "VirtualBox",
    "virtiofs": "virtiofs",
    "webdav": "WebDAV",
}
"""File systems that more than one computer, or its guest, may write to at a time."""

_MARKED = (
    (".dropbox", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".seafile-data", "Seafile"),
    (".sync/ID", "Resilio Sync"),
    (".megaignore", "MEGA"),
    (".tmp.drivedownload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
"""What the products leave at the top of a folder that they sync."""
_JOURNAL = re.compile(r"\._?sync_.*\.db")
"""The same of ownCloud and of Nextcloud, which came from it."""

_NAMED = (
    (r"Dropbox( \(.+\))?", "Dropbox"),
    (r"OneDrive( - .+)?", "OneDrive"),
    (r"iCloud ?Drive", "iCloud Drive"),
    (r"Google ?Drive|My Drive", "Google Drive"),
    (r"Nextcloud\d*", "Nextcloud"),
    (r"ownCloud\d*", "ownCloud"),
    (r"Seafile", "Seafile"),
    (r"Box( Sync)?", "Box"),
    (r"pCloud ?Drive|pCloud Sync", "pCloud"),
    (r"MEGA(sync)?", "MEGA"),
    (r"Proton Drive", "Proton Drive"),
)
"""The names of the products' folders, in the home folder or at the top of a drive."""
_CLOUD_STORAGE = {"GoogleDrive": "Google Drive", "iCloudDrive": "iCloud Drive"}
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables in which Windows says where it is."""


def location_of(folder: Path) -> Location:
    """Return where a folder is, which need not exist yet; local if that is not known.

    It looks at files, so it can take long where a network does not answer.
    """
    try:
        real, home = folder.resolve(), Path.home().resolve()
    except (OSError, RuntimeError):
        return Location()
    with suppress(OSError):
        if name := network_of(real, mounts()):
            return Location(LocationKind.NETWORK, name)
    with suppress(OSError):
        if name := synced_by(real, home, os.environ):
            return Location(LocationKind.SYNCED, name)
    return Location()


def mounts() -> Iterator[Mount]:
    """Yield the file systems of this computer. Raises OSError."""
    if sys.platform == "darwin":
        import subprocess

        # It answers from memory, also while a server is gone.
        listed = subprocess.run(["/sbin/mount"], capture_output=True, check=False)
        yield from listed_mounts(os.fsdecode(listed.stdout))
    elif sys.platform != "win32":
        yield from mountinfo(os.fsdecode(Path("/proc/self/mountinfo").read_bytes()))


def mountinfo(text: str) -> Iterator[Mount]:
    """Yield the mounts in Linux's /proc/self/mountinfo, described in proc(5)."""
    for line in text.splitlines():
        fields, _, system = line.partition(" - ")
        parts = fields.split(" ")
        if len(parts) > 4 and system:
            point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), parts[4])
            yield Mount(Path(point), system.split(" ")[0])


def listed_mounts(text: str) -> Iterator[Mount]:
    """Yield the mounts that macOS prints, as "//me@server/x on /Volumes/x (smbfs, nodev)"."""
    for line in text.splitlines():
        if found := re.fullmatch(r".*? on (/.*) \(([^,)]+)[^)]*\)", line):
            yield Mount(Path(found[1]), found[2])


def network_of(folder: Path, mounts: Iterable[Mount]) -> str:
    """Return the protocol of the network drive that a folder is on; "" if it is on none."""
    if _is_remote_drive(folder.anchor):
        return "SMB"
    on = Mount(Path("/"), "")
    for mount in mounts:
        # Of two at the same point, the later one hides the other.
        if folder.is_relative_to(mount.point) and len(mount.point.parts) >= len(on.point.parts):
            on = mount
    return _NETWORK.get(on.system, "")


def _is_remote_drive(anchor: str) -> bool:
    r"""Return whether Windows has the drive, such as "Z:\\", from another computer."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == remote
    return False


def synced_by(folder: Path, home: Path, environment: Mapping[str, str]) -> str:
    """Return the product that syncs a folder, "" if none is found. Both paths are resolved."""
    for variable in _ONEDRIVE:
        root = environment.get(variable)
        if root and folder.is_relative_to(Path(root).resolve()):
            return "OneDrive"
    for top in (folder, *folder.parents):
        # Not every folder above may be looked into, and this one may not be there yet.
        with suppress(OSError):
            if name := _by_place(top, home) or _by_marker(top):
                return name
    return ""


def _by_place(top: Path, home: Path) -> str:
    library = home / "Library"
    if top == library / "Mobile Documents":
        return "iCloud Drive"
    if top.parent == library / "CloudStorage":
        product = top.name.partition("-")[0]
        return _CLOUD_STORAGE.get(product, product)
    if top.parent not in (home, Path(top.anchor)):
        return ""
    named = (name for pattern, name in _NAMED if re.fullmatch(pattern, top.name))
    return next(named, "")


def _by_marker(top: Path) -> str:
    for marker, name in _MARKED:
        # In a home folder, a folder of that name holds Dropbox's own settings.
        if (top / marker).exists() and not (name == "Dropbox" and (top / marker).is_dir()):
            return name
    if (top / ".dropbox.cache").is_dir():
        return "Dropbox"
    # As plain names: a folder above, such as that for temporary files, may hold very many.
    if any(map(_JOURNAL.fullmatch, os.listdir(top))):  # noqa: PTH208
        return "ownCloud" if "owncloud" in top.name.lower() else "Nextcloud"
    return ""
