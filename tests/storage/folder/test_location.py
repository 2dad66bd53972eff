"""Where the meetings lie is recognised, and decides how they are kept on the disk."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.storage.folder import location
from facilitator.storage.folder.location import (
    Location,
    LocationKind,
    Mount,
    listed_mounts,
    location_of,
    mountinfo,
    network_of,
    synced_by,
)
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from tests.support.stored_meetings import backup_of, begun
from tests.support.synced_folder import synced

LINUX = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:21 / /mnt/office rw,relatime shared:2 master:3 - nfs4 server:/office rw,vers=4.2
24 22 0:22 / /mnt/team\\040share rw - cifs //server/team rw
25 22 0:23 / /home/me/far rw,nosuid - fuse.sshfs me@server:/ rw,user_id=0
26 23 254:1 / /mnt/office/disk rw,relatime - ext4 /dev/vdb1 rw
27 22 0:24 / /net rw - autofs systemd-1 rw
28 27 0:25 / /net rw - nfs server:/net rw
29 22 254:2 / /media/stick rw - fuseblk /dev/sdc1 rw
no mount at all
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//me@server._smb._tcp.local/team on /Volumes/team (on paper) (smbfs, nodev, nosuid, mounted by me)
server:/office on /Volumes/office (nfs)
"""


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/home/me/meetings", ""),
        ("/mnt/office/meetings", "NFS"),
        ("/mnt/office", "NFS"),
        ("/mnt/office-not", ""),
        ("/mnt/office/disk/meetings", ""),
        ("/mnt/team share/meetings", "SMB"),
        ("/home/me/far/away", "SSHFS"),
        ("/net/meetings", "NFS"),
        ("/media/stick", ""),
    ],
)
def test_a_network_drive_is_told_from_a_disk(folder: str, name: str) -> None:
    assert network_of(Path(folder), mountinfo(LINUX)) == name


@pytest.mark.parametrize(
    ("folder", "name"),
    [("/Users/me", ""), ("/Volumes/team (on paper)/x", "SMB"), ("/Volumes/office", "NFS")],
)
def test_what_macos_lists_is_understood(folder: str, name: str) -> None:
    assert network_of(Path(folder), listed_mounts(MACOS)) == name


@pytest.mark.parametrize(
    ("folder", "left_there", "name"),
    [
        ("meetings", "", ""),
        ("Dropbox/meetings", "", "Dropbox"),
        ("Dropbox (Bakery)", "", "Dropbox"),
        ("Dropbox-notes", "", ""),
        ("projects/Dropbox", "", ""),
        ("projects/desk/meetings", "projects/desk/.dropbox.cache/", "Dropbox"),
        ("projects/desk/meetings", "projects/desk/.dropbox", "Dropbox"),
        ("meetings", ".dropbox/info.json", ""),
        ("OneDrive - Corner Bakery/meetings", "", "OneDrive"),
        ("iCloudDrive/meetings", "", "iCloud Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/meetings", "", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org/My Drive", "", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "", "Box"),
        ("Library/Application Support/Facilitator", "", ""),
        ("Google Drive/meetings", "", "Google Drive"),
        ("Nextcloud/meetings", "", "Nextcloud"),
        ("cloud/meetings", "cloud/.sync_5f3a.db", "Nextcloud"),
        ("my owncloud/meetings", "my owncloud/._sync_5f3a.db", "ownCloud"),
        ("cloud/meetings", "cloud/.owncloudsync.log", "ownCloud"),
        ("Sync/meetings", "", ""),
        ("Sync/meetings", "Sync/.stfolder/", "Syncthing"),
        ("share/meetings", "share/.sync/ID", "Resilio Sync"),
    ],
)
def test_a_synced_folder_is_known_by_its_place_or_by_what_the_product_left(
    tmp_path: Path, folder: str, left_there: str, name: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    left = tmp_path / left_there
    if left_there.endswith("/"):
        left.mkdir()
    elif left_there:
        left.parent.mkdir(exist_ok=True)
        left.touch()
    assert synced_by(tmp_path / folder, tmp_path, {}) == name


def test_windows_says_where_onedrive_is(tmp_path: Path) -> None:
    told = {"OneDriveCommercial": str(tmp_path / "Work files")}
    assert synced_by(tmp_path / "Work files" / "meetings", Path("/home/me"), told) == "OneDrive"
    assert synced_by(tmp_path / "Work files 2", Path("/home/me"), told) == ""


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_into_a_synced_folder_is_followed(data: Path, tmp_path: Path) -> None:
    synced(tmp_path / "elsewhere")
    data.symlink_to(tmp_path / "elsewhere" / "meetings")
    assert location_of(data) == Location(LocationKind.SYNCED, "Syncthing")


def journaled(data: Path) -> str:
    """How the file on the disk says that it is journaled, after a window on it was closed."""
    store = Store(data)
    store.start()
    store.meetings(date(2026, 1, 5)).result()
    assert store.close(timeout=10)
    return {b"\1\1": "delete", b"\2\2": "wal"}[paths.database_file(data).read_bytes()[18:20]]


def test_the_journal_follows_the_folder_there_and_back(data: Path) -> None:
    assert journaled(data) == "wal"
    synced(data)
    assert journaled(data) == "delete"
    assert not list(data.glob("meetings.db-*"))
    (data / ".stfolder").rmdir()
    assert journaled(data) == "wal"


def test_a_network_drive_is_treated_alike(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "mounts", lambda: [Mount(data, "nfs4")])
    assert location_of(data) == Location(LocationKind.NETWORK, "NFS")
    assert journaled(data) == "delete"


def test_in_a_synced_folder_the_file_alone_is_whole_after_each_commit(
    data: Path, tmp_path: Path
) -> None:
    """Whoever copies it while the window is open finds every meeting in it."""
    store = Store(synced(data))
    store.start()
    for number in range(1, 6):
        store.commit(begun()[1]).result()
        copied = tmp_path / str(number)
        copied.mkdir()
        # By another process: to close the file in this one would let go of the lock.
        subprocess.run(["cp", paths.database_file(data), copied], check=True)
        other = Store(copied)
        other.start()
        assert len(other.meetings(date(2026, 1, 5)).result()) == number
        assert other.close(timeout=10)
    assert store.close(timeout=10)


ADDS_UNTIL_KILLED = """
import sys
from pathlib import Path
from facilitator.storage.store import Store
from tests.support.stored_meetings import begun
store = Store(Path(sys.argv[1]))
store.start()
while True:
    meeting, change = begun()
    store.commit(change).result()
    print(meeting.id, flush=True)
"""


@pytest.mark.parametrize("seen", [1, 7, 20, 50])
def test_a_kill_in_a_synced_folder_loses_nothing_that_was_saved(data: Path, seen: int) -> None:
    program = [sys.executable, "-c", ADDS_UNTIL_KILLED, str(synced(data))]
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(program, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        saved = [process.stdout.readline().strip() for _ in range(seen)]
        process.kill()
        saved += [line.strip() for line in process.stdout if line.endswith("\n")]
    store = Store(data)
    store.start()
    found = {summary.id for summary in store.meetings(date(2026, 1, 5)).result()}
    assert store.close(timeout=10)
    assert found >= set(saved)


def test_a_backup_is_taken_back_in_a_synced_folder(data: Path) -> None:
    restored, aside = restore(data, backup_of(synced(data)), datetime.now(UTC))
    assert (restored.meetings, aside is not None) == (1, True)
    assert not list(data.glob("*-journal")) and not list(data.glob("*-wal"))
    assert journaled(data) == "delete"
