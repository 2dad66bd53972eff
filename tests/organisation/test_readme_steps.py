"""The README's steps for an administrator run word for word on a Debian, and lead to a hub."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.bare_debian import NEED, Steps, run_in_a_copy
from tests.support.needs import do_without
from tests.support.readme_blocks import README, under

pytestmark = pytest.mark.soak
ROOT = README.parent
CLONED = ("facilitator", "resources", "main.py", "pyproject.toml", "README.md", "LICENSE")
UNIT = "/etc/systemd/system/facilitator-hub.service"
ON_POSTGRESQL = "postgresql://facilitator_hub@/facilitator?host=/var/run/postgresql"
ON_SQLITE = "sqlite:////var/lib/facilitator-hub/hub.db"
BEHIND_PROXY = "--listen 127.0.0.1:8470 --behind-proxy --address https://hub.example.org"
WITH_CERTIFICATE = (
    "--listen 0.0.0.0:8470 --tls-cert /var/lib/facilitator-hub/hub.crt"
    " --tls-key /var/lib/facilitator-hub/hub.key --address https://hub.example.org:8470"
)
HEALTH = """
for _ in $(seq 100); do
    /opt/facilitator/bin/python - "$1" <<'X' && break || sleep 0.1
import ssl, sys, urllib.request
asked = urllib.request.Request(sys.argv[1], headers={"X-Forwarded-Proto": "https"})
urllib.request.urlopen(asked, context=ssl._create_unverified_context(), timeout=5)
X
done
systemctl is-active facilitator-hub
"""
"""A script that waits until the hub answers at an address."""


def before() -> str:
    """Make a fresh clone to be in, with what pip would fetch at hand, since there is no network."""
    if find_spec("hatchling") is None:
        do_without(NEED, "hatchling, which builds the program, is not installed")
    places = (Path(str(find_spec(name).origin)).parents[1] for name in ("hatchling", "sqlalchemy"))
    offered = " ".join(f"{each}/*" for each in dict.fromkeys(places))
    return f"""
userdel facilitator_hub 2>/dev/null || true
rm --recursive --force /opt/facilitator /var/lib/facilitator-hub
mkdir /root/origin
cd {ROOT}
tar --create --exclude=__pycache__ {" ".join(CLONED)} | tar --extract --directory /root/origin
git config --global user.email nobody@example.org
git config --global user.name Nobody
git config --global init.defaultBranch main
git -C /root/origin init --quiet
git -C /root/origin add .
git -C /root/origin commit --quiet --message "The program"
git clone --quiet /root/origin /root/facilitator
cd /root/facilitator
mkdir /opt/offered
for each in {offered}; do
    case ${{each##*/}} in
        pip | pip-* | setuptools* | _distutils_hack | facilitator* | *.pth | __pycache__) ;;
        *) test -e /opt/offered/${{each##*/}} || ln --symbolic $each /opt/offered/ ;;
    esac
done
for each in /etc/python3.*; do
    echo "import site; site.addsitedir('/opt/offered')" > $each/sitecustomize.py
done
export PIP_NO_INDEX=1 PIP_NO_BUILD_ISOLATION=0 PIP_DISABLE_PIP_VERSION_CHECK=1
cat > /root/healthy <<'HEALTHY'
{HEALTH}
HEALTHY
echo "127.0.0.1 hub.example.org" >> /etc/hosts
"""


def unit(database: str, listens: str) -> str:
    """Write the unit of the README, with what it says is different in other cases."""
    (text,) = under("Service", "ini")
    assert ON_POSTGRESQL in text
    assert BEHIND_PROXY in text
    text = text.replace(ON_POSTGRESQL, database).replace(BEHIND_PROXY, listens)
    return f"cat > {UNIT} <<'X'\n{text}X\n"


def assert_done(steps: Steps) -> None:
    assert steps.code == 0, steps.said[-6000:]


def test_a_hub_on_postgresql_is_set_up_backed_up_restored_and_upgraded() -> None:
    (install,), (service,) = under("PostgreSQL"), under("Service")
    (teams,), (upgrade,) = under("Teams and laptops"), under("Upgrade")
    back_up, restore = under("Backup and restore")
    healthy = "bash -e /root/healthy http://127.0.0.1:8470/health"
    listed = "runuser -u facilitator_hub -- /opt/facilitator/bin/facilitator hub teams"
    steps = run_in_a_copy(
        "\n".join(
            [
                install,
                unit(ON_POSTGRESQL, BEHIND_PROXY),
                service,
                healthy,
                teams,
                back_up,
                f"{listed} add Later",
                restore,
                healthy,
                f"{listed} | grep Kitchen",
                f"if {listed} | grep Later; then exit 1; fi",
                upgrade,
                healthy,
                f"{listed} | grep Kitchen",
            ]
        ),
        before=before(),
    )
    assert_done(steps)
    assert "https://hub.example.org/#" in steps.said


def test_a_hub_in_one_file_lets_a_laptop_in_by_its_own_certificate() -> None:
    install, back_up, restore = under("Small office: one file")
    (certificate,), (service,), (teams,) = (
        under(heading) for heading in ("Encryption", "Service", "Teams and laptops")
    )
    assert WITH_CERTIFICATE.split()[2] in README.read_text("utf-8")
    healthy = "bash -e /root/healthy https://127.0.0.1:8470/health"
    invite = (
        "runuser -u facilitator_hub -- /opt/facilitator/bin/facilitator hub invite --team Kitchen"
        " --address https://hub.example.org:8470 --pin /var/lib/facilitator-hub/hub.crt"
    )
    laptop = "/opt/facilitator/bin/facilitator --data /root/laptop"
    steps = run_in_a_copy(
        "\n".join(
            [
                install,
                certificate,
                unit(ON_SQLITE, WITH_CERTIFICATE),
                service,
                healthy,
                teams.replace(ON_POSTGRESQL, ON_SQLITE),
                back_up,
                restore,
                healthy,
                f"invitation=$({invite} | grep --only-matching 'https://.*')",
                f'{laptop} join "$invitation" --name "Front desk"',
                f"{laptop} sync --once",
                f"{laptop} doctor",
            ]
        ),
        before=before(),
    )
    assert_done(steps)
    assert "Seaside Hotels" in steps.said
