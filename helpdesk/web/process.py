"""How a web process begins, and parts with a request whose body nobody read.

gunicorn imports this before gevent makes blocking calls take turns, so it imports nothing that
waits: a database driver loaded here would hold up everybody.
"""

import logging
import signal
import time
from typing import Any

import gevent
from gunicorn.workers.ggevent import GeventWorker

from helpdesk import bound

LARGEST = 2**20
PIECE = 2**16
SECONDS = 10.0
log = logging.getLogger(__name__)


class WebProcess(GeventWorker):  # type: ignore[misc]
    """Reads what a refused request still sends, within bounds, so that its sender hears why.

    gunicorn itself would read all of it, and nothing else meanwhile: a stranger who sends megabytes
    then holds up everybody. What is larger is not read at all, and the connection ends.
    """

    def init_process(self) -> None:
        """A server that is killed leaves nobody behind who holds its port."""
        bound.end_with_parent(signal.SIGKILL)
        super().init_process()

    def load_wsgi(self) -> None:
        """Whoever comes first waits no longer than whoever comes next."""
        super().load_wsgi()
        try:
            self.wsgi.extensions["warm_up"]()
        except Exception:  # without its database the process still says what is wrong
            log.exception("Nothing could be loaded ahead; the first to ask wait for it.")

    def handle_request(self, listener_name: Any, req: Any, sock: Any, addr: Any) -> None:
        """Serve the request, then free the connection for the next one, or end it."""
        super().handle_request(listener_name, req, sock, addr)
        if not read_the_rest(req):
            raise StopIteration  # what gunicorn takes for the end of the connection


def read_the_rest(request: Any) -> bool:
    """Is the whole body read now? Whoever else waits is served between its pieces."""
    stated = next((value for name, value in request.headers if name == "CONTENT-LENGTH"), "0")
    left = LARGEST if int(stated) <= LARGEST else 0
    ends = time.monotonic() + SECONDS
    while True:
        piece = None
        with gevent.Timeout(max(ends - time.monotonic(), 0), False):
            piece = request.body.read(PIECE)
        if not piece:
            return piece is not None
        left -= len(piece)
        if left < 0:
            return False
        gevent.sleep(0)
