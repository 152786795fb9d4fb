"""Where is the demo served, and is that place free? Standard library only: asked before anything is installed."""

import argparse
import errno
import socket


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `demo` that say where, and whether, it is served."""
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: this machine only)")
    parser.add_argument("--port", type=port_number, default=8000, help="port to serve on (default: 8000)")
    parser.add_argument("--no-serve", action="store_true", help="set up only")


def port_number(text: str) -> int:
    """A TCP port; ArgumentTypeError for anything else."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")
    return int(text)


def demo_complaint(arguments: list[str]) -> str | None:
    """Why `manage.py demo` with these arguments could not serve; None where it could, or would not.

    A port that is none ends the process as argparse does, with its sentence and status 2.
    """
    parser = argparse.ArgumentParser(prog="manage.py demo", add_help=False)
    add_arguments(parser)
    options, rest = parser.parse_known_args(arguments)
    if options.no_serve or {"-h", "--help"} & set(rest):
        return None
    return port_complaint(options.host, options.port)


def port_complaint(host: str, port: int) -> str | None:
    """Why this address cannot be served from, in one sentence; None where it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a connection of the last run that is still closing is no hindrance.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} on {host} is in use: stop what runs there, or choose another one with --port."
        return f"Cannot serve on {host}, port {port}: {error.strerror}."
    return None
