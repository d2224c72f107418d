"""A register as it was downloaded: what stands above the records, and the records."""

import csv
from io import StringIO

from tests.people import Browser


def downloaded(browser: Browser, address: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What the head says by its names, and each record by its columns."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/csv; charset=utf-8"
    head, _, table = answer.data.decode("utf-8-sig").partition("\r\n\r\n")
    above = {line[0]: line[1] for line in csv.reader(StringIO(head))}
    return above, list(csv.DictReader(StringIO(table)))
