"""An SMTP server on a free port of loopback: prints the port, writes every mail to FOLDER, ends with its stdin."""

import itertools
import os
import sys

from aiosmtpd.controller import Controller


class Folder:
    def __init__(self, path):
        self.path = path
        self.numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        number = next(self.numbers)
        hidden = os.path.join(self.path, f"{number:06}.part")
        with open(hidden, "wb") as file:
            file.write(envelope.original_content)
        # Readers see whole mails only.
        os.rename(hidden, os.path.join(self.path, f"{number:06}.eml"))
        return "250 OK"


class AnyPort(Controller):
    """aiosmtpd probes its own port number, which is 0 until the socket is bound."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = AnyPort(Folder(sys.argv[1]), hostname="127.0.0.1", port=0)
controller.start()
print(controller.port, flush=True)
sys.stdin.read()
controller.stop()
