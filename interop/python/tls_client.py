#!/usr/bin/env python3
"""A plain peer over TLS, by Python's ssl: checks the certificate, sends messages of several sizes and awaits each again.

Then asks for the end: that has to be an end of TLS, which a cut is not. Prints the version of TLS, then "all is well". The
server has to echo the action `echo`, and to answer `close_me` by `last` and its end.
"""

import socket
import ssl
import sys

import plainrepod
import program

SIZES = [0, 1, 16_384, 16_385, 300_000]


def main():
    arguments = program.client_arguments(program.parser(__doc__))
    arguments.add_argument("--authority", required=True, metavar="FILE", help="a certificate to trust, in PEM")
    arguments.add_argument("--version", choices=["TLSv1.2", "TLSv1.3"], default="TLSv1.3")
    options = arguments.parse_args()
    context = ssl.create_default_context(cafile=options.authority)
    version = {"TLSv1.2": ssl.TLSVersion.TLSv1_2, "TLSv1.3": ssl.TLSVersion.TLSv1_3}[options.version]
    context.minimum_version = context.maximum_version = version
    plain = socket.create_connection((options.host, options.port), timeout=options.seconds)
    with context.wrap_socket(plain, server_hostname=options.host, suppress_ragged_eofs=False) as link:
        print(link.version(), flush=True)
        play(link)
        say_goodbye(link)
    print("all is well", flush=True)
    return program.DONE


def play(link):
    incoming = bytearray()
    greeting = receive(link, incoming)
    if greeting != {"action": "connected"}:
        sys.exit(f"not the greeting: {greeting}")
    for size in SIZES:
        sent = {"action": "echo", "bytes": bytes(size)}
        link.sendall(plainrepod.encode(sent))
        if receive(link, incoming) != sent:
            sys.exit(f"{size} bytes came back as something else")


def say_goodbye(link):
    link.sendall(plainrepod.encode({"action": "close_me"}))
    rest = bytearray()
    more = link.recv(plainrepod.READ_BYTES)
    while more:
        rest += more
        more = link.recv(plainrepod.READ_BYTES)
    if plainrepod.read_message(rest)[0] != {"action": "last"}:
        sys.exit(f"not the last words: {bytes(rest)}")
    link.unwrap()


def receive(link, incoming):
    while True:
        value, consumed = plainrepod.read_message(incoming)
        if value is not None:
            del incoming[:consumed]
            return value
        more = link.recv(plainrepod.READ_BYTES)
        if not more:
            sys.exit("the server ended")
        incoming += more


if __name__ == "__main__":
    sys.exit(main())
