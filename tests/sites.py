"""A website of somebody else, on a port of its own, with whatever page a test puts there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Site:
    """One page at one origin."""

    url: str
    html: str = ""

    @classmethod
    @contextmanager
    def open(cls) -> "Iterator[Site]":
        """Serve the page until the test is done with it."""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.html.encode() if self.path == "/" else b""
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            site = cls(f"http://127.0.0.1:{server.server_port}")
            Thread(target=server.serve_forever, daemon=True).start()
            yield site
            server.shutdown()

    def embeds(self, desk: str) -> None:
        """Put the widget of this desk on the page, as the documentation says."""
        self.html = (
            "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1>"
            f'<script src="{desk}/widget/loader.js" defer></script></html>'
        )

    def frames(self, address: str) -> None:
        """Put this address in a frame of the page."""
        self.html = (
            "<!doctype html><html lang=en><title>Trap</title>"
            f'<iframe title="Trap" src="{address}"></iframe></html>'
        )
