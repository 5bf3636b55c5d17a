#!/usr/bin/env python3
"""An S3-compatible service for tests: moto, behind a check of every signature. Usage: serve.py PORT

moto takes any request. Here what is signed is signed anew by botocore, which shares no code with the program that is tested, and whose
signature, parameters or time differ is refused as Amazon refuses it. What is not signed may read files, and make and remove buckets,
as the tests themselves do; to write, remove and list files a signature is needed.
"""

import datetime
import sys
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response

# Names of keys, the keys themselves, and the tokens that come with them, as tests have them.
KEYS = {
    "AKIDEXAMPLE": ("wJalrXUtnFEMI", "lent"),
    "AKIDCANARY4711": ("secretCanary/4711+wJalrXUtnFEMI", "tokenCanary4711"),
}
SIGNATURE = "X-Amz-Signature"
TIME = "%Y%m%dT%H%M%SZ"
SKEW = datetime.timedelta(minutes=15)


class AsOf(S3SigV4QueryAuth):
    """Signs URLs as at a given time."""

    def __init__(self, credentials, region, expires, time):
        super().__init__(credentials, "s3", region, expires)
        self.time = time

    def add_auth(self, request):
        request.context["timestamp"] = self.time
        self._modify_request_before_signing(request)
        signed = self.string_to_sign(request, self.canonical_request(request))
        self._inject_signature_to_request(request, self.signature(signed, request))


def signed(auth, method, host, path, asked):
    """All parameters of the signed URL for what is asked of a path; none of either is encoded."""
    request = AWSRequest(method=method, url=f"http://{host}{quote(path, safe='/-_.~')}", params=dict(asked))
    auth.add_auth(request)
    return sorted(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))


def refusal(method, host, target, now):
    """Why a request is refused, by Amazon's name; None if it is not."""
    path, _, query = target.partition("?")
    path, told = unquote(path), parse_qsl(query, keep_blank_values=True)
    given = dict(told)
    if SIGNATURE not in given:
        depth = len([part for part in path.split("/") if part])
        reads = method in ("GET", "HEAD") and depth != 1 and not given
        makes = method in ("PUT", "DELETE") and depth == 1 and not given
        return None if reads or makes else "AccessDenied"
    name, _, region, *_ = given.get("X-Amz-Credential", "").split("/") + [""] * 3
    time, expires = given.get("X-Amz-Date", ""), given.get("X-Amz-Expires", "")
    if name not in KEYS:
        return "InvalidAccessKeyId"
    try:
        since = now - datetime.datetime.strptime(time, TIME)
        expires = int(expires)
    except ValueError:
        return "AuthorizationQueryParametersError"
    auth = AsOf(Credentials(name, *KEYS[name]), region, expires, time)
    asked = [(name, value) for name, value in told if not name.startswith("X-Amz-")]
    if signed(auth, method, host, path, asked) != sorted(told):
        return "SignatureDoesNotMatch"
    return None if -SKEW <= since <= datetime.timedelta(seconds=expires) else "AccessDenied"


class Checked:
    """The service, for those who may."""

    def __init__(self, service):
        self.service = service

    def __call__(self, environ, start_response):
        request = Request(environ)
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        code = refusal(request.method, request.host, environ["RAW_URI"], now)
        if code is None:
            return self.service(environ, start_response)
        # The connection ends: the body was not read.
        text = f"<Error><Code>{code}</Code></Error>"
        refused = Response(text, 403, {"Connection": "close"}, content_type="application/xml")
        return refused(environ, start_response)


def check_the_check():
    """Amazon's published example ("Authenticating Requests: Using Query Parameters"), and what is not it."""
    key = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    auth = AsOf(key, "us-east-1", 86400, "20130524T000000Z")
    example = dict(signed(auth, "GET", "examplebucket.s3.amazonaws.com", "/test.txt", []))
    assert example[SIGNATURE] == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404", example
    now = datetime.datetime(2026, 11, 22)
    auth = AsOf(Credentials("AKIDEXAMPLE", *KEYS["AKIDEXAMPLE"]), "eu-1", 60, now.strftime(TIME))
    query = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in signed(auth, "PUT", "a", "/b/c", []))
    assert refusal("PUT", "a", f"/b/c?{query}", now) is None
    for method, host, path, later in (("GET", "a", "/b/c", 0), ("PUT", "b", "/b/c", 0), ("PUT", "a", "/b/d", 0), ("PUT", "a", "/b/c", 61)):
        assert refusal(method, host, f"{path}?{query}", now + datetime.timedelta(seconds=later)), (method, host, path, later)
    for change in ("=60", "=61"), ("lent", "mine"), ("eu-1", "eu-2"), ("AKIDEXAMPLE", "AKIDCANARY4711"):
        assert refusal("PUT", "a", f"/b/c?{query.replace(*change)}", now), change
    assert refusal("PUT", "a", "/b/c", now) and refusal("GET", "a", "/b?list-type=2", now)


if __name__ == "__main__":
    check_the_check()
    run_simple("127.0.0.1", int(sys.argv[1]), Checked(DomainDispatcherApplication(create_backend_app)), threaded=True)
