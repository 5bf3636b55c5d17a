"""An SMTP server on a free port of loopback: prints the port, writes every mail to FOLDER, ends with its stdin."""

import argparse
import asyncio
import itertools
import os
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--tls", choices=["at-once", "starttls"], help="TLS from the first byte, or after STARTTLS")
options.add_argument("--certificate", help="PEM file with certificate and key")
options.add_argument("--login", help="USER:PASSWORD, without which no mail is taken")
options.add_argument("--pause", type=float, default=0, help="seconds for each mail")
options.add_argument("--dies", action="store_true", help="breaks off amid every mail")
options = options.parse_args()


class Folder:
    numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(options.pause)
        number = next(self.numbers)
        hidden = os.path.join(options.folder, f"{number:06}.part")
        with open(hidden, "wb") as file:
            file.write(envelope.original_content)
        # Readers see whole mails only.
        os.rename(hidden, os.path.join(options.folder, f"{number:06}.eml"))
        return "250 OK"


class Dying(SMTP):
    async def smtp_DATA(self, arg):
        await self.push("354 go on")
        await self._reader.readline()
        self.transport.abort()


class AnyPort(Controller):
    def factory(self):
        return (Dying if options.dies else SMTP)(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self):
        """aiosmtpd probes its own port number, which is 0 until the socket is bound."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def judge(server, session, envelope, mechanism, login):
    given = f"{login.login.decode()}:{login.password.decode()}"
    return AuthResult(success=given == options.login, handled=False)


settings = {}
if options.tls:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.certificate)
    if options.tls == "at-once":
        settings["ssl_context"] = context
    else:
        settings.update(tls_context=context, require_starttls=True)
if options.login:
    # aiosmtpd does not count TLS from the first byte as TLS.
    settings.update(authenticator=judge, auth_required=True, auth_require_tls=options.tls == "starttls")

controller = AnyPort(Folder(), hostname="127.0.0.1", port=0, **settings)
controller.start()
print(controller.port, flush=True)
sys.stdin.read()
controller.stop()
