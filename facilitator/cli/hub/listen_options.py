"""Where the hub listens, as it is said on the command line."""

import argparse
from pathlib import Path

from facilitator.errors import InputRefusedError
from facilitator.hub.base.invitation_link import check_address
from facilitator.hub.base.listen import LOOPBACK, Certificate, Listen, parse_listen, parse_networks


def listen_of(options: argparse.Namespace) -> Listen:
    """Return where to listen and how it is encrypted. Raises InputRefusedError."""
    if (options.tls_cert is None) != (options.tls_key is None):
        raise InputRefusedError("--tls-cert and --tls-key belong together; give both.")
    if options.pin and options.tls_cert is None:
        raise InputRefusedError("--pin needs --tls-cert, the certificate that is meant.")
    if options.proxy and not options.behind_proxy:
        raise InputRefusedError("--proxy says where the proxy is of --behind-proxy; give both.")
    certificate = None
    if options.tls_cert is not None:
        certificate = Certificate(Path(options.tls_cert), Path(options.tls_key))
    host, port = parse_listen(options.listen)
    return Listen(
        host=host,
        port=port,
        certificate=certificate,
        behind_proxy=options.behind_proxy,
        proxies=parse_networks(options.proxy) if options.proxy else LOOPBACK,
        address=check_address(options.address) if options.address is not None else "",
        pin=certificate.pin() if certificate is not None and options.pin else "",
    )
