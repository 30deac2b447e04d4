"""HTTP headers that a web server should send: the Content Security Policy, which is also in every page, and ready files
for nginx and Caddy.
"""

from __future__ import annotations

from collections.abc import Iterator

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_HEADER_ONLY = {"frame-ancestors": "'none'"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
_TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
}


def policy() -> str:
    """The Content-Security-Policy that stands in every page: nothing inline, nothing from elsewhere."""
    return _line(_POLICY)


def files() -> Iterator[tuple[str, str]]:
    """Name and text of each server's file, to be included where the site is served."""
    yield "headers.nginx.conf", _nginx()
    yield "headers.Caddyfile", _caddy()


def _line(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _all() -> dict[str, str]:
    return {"Content-Security-Policy": _line(_POLICY | _HEADER_ONLY)} | _HEADERS


def _nginx() -> str:
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in _all().items())
    types = "".join(f"    {kind.split(';')[0]} {ending};\n" for ending, kind in _TYPES.items())
    return (
        "# Inside `server { … }`: include this file. Then, once: index index.html; error_page 404 /404.html; "
        "charset utf-8; gzip on;\n"
        f"{headers}"
        "# What lies beside the site is nobody's to see.\n"
        "location ~ /\\.homes- { return 404; }\n"
        "include mime.types;\n"
        f"types {{\n{types}}}\n"
    )


def _caddy() -> str:
    headers = "".join(f'    {name} "{value}"\n' for name, value in _all().items())
    types = "".join(f'header *.{ending} Content-Type "{kind}"\n' for ending, kind in _TYPES.items())
    return (
        "# Inside the site's block: import this file. Then, once: root * /path/to/site, file_server, encode "
        "zstd gzip,\n"
        "# handle_errors { rewrite * /404.html, file_server }\n"
        f"header {{\n{headers}}}\n{types}"
        "# What lies beside the site is nobody's to see.\n"
        "@homes_private path_regexp /\\.homes-\n"
        "error @homes_private 404\n"
    )
