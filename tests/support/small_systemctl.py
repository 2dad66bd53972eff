#!/usr/bin/python3
"""What systemctl does with the unit of a service, where there is no systemd: in a container."""

import os
import pwd
import shlex
import signal
import subprocess
import sys
from configparser import RawConfigParser, SectionProxy
from pathlib import Path
from time import monotonic, sleep

PROCESSES = Path("/run/services")
PATIENCE = 30.0
POSTGRESQL = "postgresql"


def main() -> None:
    verb, *units = [word for word in sys.argv[1:] if not word.startswith("-")]
    PROCESSES.mkdir(exist_ok=True)
    now = "--now" in sys.argv
    for name in (unit.removesuffix(".service") for unit in units):
        if verb in ("restart", "stop") or (verb == "disable" and now):
            stop(name)
        if verb in ("restart", "start") or (verb == "enable" and now):
            start(name)
        if verb in ("is-active", "status"):
            if not is_active(name):
                print(f"failed\n{log_of(name).read_text()}")
                sys.exit(3)
            print("active")


def start(name: str) -> None:
    if name == POSTGRESQL:
        own_folder(Path("/run/postgresql"), pwd.getpwnam("postgres"))
        cluster("start")
        return
    unit = service(name)
    environment = environment_of(unit)
    user = pwd.getpwnam(unit.get("User", "root"))
    for kind, top in (("StateDirectory", "/var/lib"), ("RuntimeDirectory", "/run")):
        for folder in unit.get(kind, "").split():
            own_folder(Path(top, folder), user)
    with log_of(name).open("ab") as log:
        program = subprocess.Popen(
            shlex.split(unit["ExecStart"]),
            env={**environment, "HOME": user.pw_dir, "USER": user.pw_name},
            cwd=unit.get("WorkingDirectory", "/"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=os.getgrouplist(user.pw_name, user.pw_gid),
        )
    (PROCESSES / name).write_text(str(program.pid))


def stop(name: str) -> None:
    if name == POSTGRESQL:
        cluster("stop")
    elif is_active(name):
        pid = int((PROCESSES / name).read_text())
        os.kill(pid, signal.SIGTERM)
        end = monotonic() + PATIENCE
        while is_active(name):
            if monotonic() > end:
                sys.exit(f"{name} does not stop")
            sleep(0.05)


def is_active(name: str) -> bool:
    try:
        pid = (PROCESSES / name).read_text()
        return ") Z " not in Path("/proc", pid, "stat").read_text()
    except OSError:
        return False


def service(name: str) -> SectionProxy:
    """Return the section of its unit that says what runs."""
    lines = Path(f"/etc/systemd/system/{name}.service").read_text().replace("\\\n", " ")
    parser = RawConfigParser(strict=False)
    # The names of environment variables are no keys; those of a unit keep their letters.
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(lines)
    return parser["Service"]


def environment_of(unit: SectionProxy) -> dict[str, str]:
    found = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    words = shlex.split(unit.get("Environment", ""))
    for file in unit.get("EnvironmentFile", "").split():
        lines = Path(file.lstrip("-")).read_text().splitlines()
        words += [line for line in lines if not line.startswith("#")]
    found.update(word.split("=", 1) for word in words if "=" in word)
    return found


def own_folder(folder: Path, user: pwd.struct_passwd) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.chown(folder, user.pw_uid, user.pw_gid)


def cluster(verb: str) -> None:
    version = max(Path("/usr/lib/postgresql").iterdir(), key=lambda each: int(each.name)).name
    subprocess.run(["pg_ctlcluster", version, "main", verb], check=True)


def log_of(name: str) -> Path:
    return Path(f"/var/log/{name}.log")


main()
