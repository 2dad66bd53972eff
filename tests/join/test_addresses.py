"""The address on the wall is the one that phones reach: the Wi-Fi, before all that is virtual."""

import pytest

from facilitator.join.addresses import Address, Medium, in_order, medium_of

INTERFACES = [
    # Linux
    ("wlan0", "wlan0", "wifi", Medium.WIFI),
    ("wlp3s0", "wlp3s0", "", Medium.WIFI),
    ("wlx00c0caae6319", "", "wifi", Medium.WIFI),
    ("eth0", "eth0", "ethernet", Medium.ETHERNET),
    ("enp0s31f6", "enp0s31f6", "", Medium.ETHERNET),
    ("enx00e04c680001", "", "ethernet", Medium.ETHERNET),
    ("docker0", "docker0", "ethernet", Medium.VIRTUAL),
    ("br-5f1c2a9d0e11", "", "ethernet", Medium.VIRTUAL),
    ("veth1a2b3c4", "", "ethernet", Medium.VIRTUAL),
    ("virbr0", "virbr0", "ethernet", Medium.VIRTUAL),
    ("vmnet8", "vmnet8", "ethernet", Medium.VIRTUAL),
    ("vboxnet0", "vboxnet0", "ethernet", Medium.VIRTUAL),
    ("lxdbr0", "", "ethernet", Medium.VIRTUAL),
    ("tun0", "tun0", "virtual", Medium.VPN),
    ("wg0", "wg0", "virtual", Medium.VPN),
    ("tailscale0", "tailscale0", "virtual", Medium.VPN),
    ("ztbpafmrx3", "", "ethernet", Medium.VPN),
    ("ppp0", "ppp0", "ppp", Medium.VPN),
    ("sit0", "sit0", "virtual", Medium.VIRTUAL),
    ("lo", "lo", "loopback", Medium.LOOPBACK),
    # macOS
    ("en0", "Wi-Fi", "ethernet", Medium.WIFI),
    ("en0", "en0", "wifi", Medium.WIFI),
    ("en7", "USB 10/100/1000 LAN", "ethernet", Medium.ETHERNET),
    ("bridge100", "bridge100", "ethernet", Medium.VIRTUAL),
    ("vmenet0", "vmenet0", "ethernet", Medium.VIRTUAL),
    ("awdl0", "awdl0", "wifi", Medium.VIRTUAL),
    ("utun3", "utun3", "virtual", Medium.VPN),
    ("lo0", "lo0", "", Medium.LOOPBACK),
    # Windows
    ("wireless_32768", "Wi-Fi", "wifi", Medium.WIFI),
    ("wireless_32768", "WLAN", "wifi", Medium.WIFI),
    ("wireless_32770", "LAN-Verbindung* 2", "wifi", Medium.WIFI),
    ("ethernet_32769", "Ethernet", "ethernet", Medium.ETHERNET),
    ("ethernet_32770", "LAN-Verbindung", "ethernet", Medium.ETHERNET),
    ("ethernet_32771", "vEthernet (WSL (Hyper-V firewall))", "ethernet", Medium.VIRTUAL),
    ("ethernet_32772", "vEthernet (Default Switch)", "ethernet", Medium.VIRTUAL),
    ("ethernet_32773", "VMware Network Adapter VMnet8", "ethernet", Medium.VIRTUAL),
    ("ethernet_32774", "VirtualBox Host-Only Network", "ethernet", Medium.VIRTUAL),
    ("ethernet_32775", "OpenVPN TAP-Windows6", "ethernet", Medium.VPN),
    ("iftype53_32768", "Tailscale", "virtual", Medium.VPN),
    ("ethernet_32776", "ZeroTier One [8056c2e21c000001]", "ethernet", Medium.VPN),
    ("iftype53_32769", "ProtonVPN", "", Medium.VPN),
    ("loopback_0", "Loopback Pseudo-Interface 1", "loopback", Medium.LOOPBACK),
    # Of no kind that we know: behind what is known.
    ("xyz0", "", "", Medium.VIRTUAL),
]


@pytest.mark.parametrize(("name", "human_name", "hint", "medium"), INTERFACES)
def test_an_interface_is_known_by_its_names(
    name: str, human_name: str, hint: str, medium: Medium
) -> None:
    assert medium_of(name, human_name, hint) is medium


def test_the_wifi_comes_first_and_what_phones_cannot_reach_last_or_not_at_all() -> None:
    found = [
        Address(Medium.LOOPBACK, "127.0.0.1", "lo"),
        Address(Medium.VIRTUAL, "172.17.0.1", "docker0"),
        Address(Medium.ETHERNET, "169.254.7.7", "eth1"),
        Address(Medium.WIFI, "100.101.102.103", "wlan0"),
        Address(Medium.VPN, "10.8.0.2", "tun0"),
        Address(Medium.ETHERNET, "172.31.255.7", "eth0"),
        Address(Medium.WIFI, "192.168.1.9", "wlan1"),
        Address(Medium.WIFI, "192.168.1.10", "wlan0"),
        Address(Medium.WIFI, "192.168.1.9", "wlan1"),
        Address(Medium.ETHERNET, "172.32.0.1", "eth2"),
        Address(Medium.ETHERNET, "8.8.8.8", "eth3"),
        Address(Medium.WIFI, "fe80::1", "wlan0"),
        Address(Medium.WIFI, "0.0.0.0", "wlan0"),
        Address(Medium.WIFI, "", "wlan0"),
    ]
    assert [(address.ip, address.medium) for address in in_order(found)] == [
        ("192.168.1.9", Medium.WIFI),
        ("192.168.1.10", Medium.WIFI),
        ("172.31.255.7", Medium.ETHERNET),
        ("172.17.0.1", Medium.VIRTUAL),
        ("100.101.102.103", Medium.VPN),
        ("10.8.0.2", Medium.VPN),
        ("169.254.7.7", Medium.LINK_LOCAL),
    ]


def test_this_computer_alone_is_offered_only_when_there_is_no_network() -> None:
    alone = Address(Medium.LOOPBACK, "127.0.0.1", "lo")
    assert in_order([alone]) == [alone]
    assert in_order([alone, Address(Medium.ETHERNET, "8.8.8.8")]) == [alone]
    assert in_order([]) == []
